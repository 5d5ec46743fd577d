package io.synth.teacher;

import com.fasterxml.jackson.databind.JsonNode;
import io.synth.config.ToolMode;
import io.synth.model.Completion;
import io.synth.model.ContentHash;
import io.synth.model.Lost;
import io.synth.model.Message;
import io.synth.model.TeacherRole;
import io.synth.model.Usage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The teachers for one work item: from the journal, or called and then journaled. */
final class JournaledSession implements TeacherSession {
  /** Servers take seeds of 31 bits. */
  private static final long SEED_BITS = 0x7fff_ffffL;

  /** Failure of calls that may have been charged and are made again. */
  private static final String LOST = "lost";

  private static final List<Teacher> NOBODY = List.of();

  private final Teachers teachers;
  private final String itemId;
  private final String step;

  /** By fingerprint; with the failures of this session, which end a second request at once. */
  private final Map<String, Completion> journaled;

  private final Consumer<Completion> journal;
  private final Deferral deferral;
  private final Clock clock;
  private final long runSeed;

  private final Map<TeacherRole, Succession> successions = new EnumMap<>(TeacherRole.class);
  private final Fingerprints fingerprints = new Fingerprints();

  /** How often each request was answered. */
  private final Map<String, Integer> ordinals = new HashMap<>();

  /** What came with turns and goes back with them to the same teacher. */
  private final Map<Said, JsonNode> blocks = new HashMap<>();

  /** Which schema was asked for at which message. */
  private final Map<Place, ReplySchema> wishes = new HashMap<>();

  private Usage usage = Usage.NONE;

  /** A turn, which comes back as it was, and who said it. */
  private record Said(String teacher, Message message) {}

  /** A message and where it stood. */
  private record Place(int index, Message message) {}

  JournaledSession(
      Teachers teachers,
      String itemId,
      String step,
      Map<String, Completion> journaled,
      Consumer<Completion> journal,
      Deferral deferral,
      Clock clock,
      long runSeed) {
    this.teachers = teachers;
    this.itemId = itemId;
    this.step = step;
    this.journaled = new HashMap<>(journaled);
    this.journal = journal;
    this.deferral = deferral;
    this.clock = clock;
    this.runSeed = runSeed;
  }

  /** A request as one teacher gets it, and what it is known by. */
  private record Keyed(
      Teacher teacher, ChatRequest request, String unnumbered, int ordinal, String fingerprint) {}

  @Override
  public ChatReply chat(TeacherRole role, ChatRequest request) {
    Succession succession = succession(role);
    Map<String, Keyed> keyed = new HashMap<>();
    Completion completion = journaled(succession, keyed, request);
    if (completion == null) {
      putOff(role, succession, keyed, request);
      completion =
          succession.call(
              request,
              (teacher, patience) ->
                  completion(
                      role,
                      keyed.computeIfAbsent(teacher.name(), name -> keyed(teacher, request)),
                      succession.insteadOf(teacher),
                      patience));
      journal.accept(completion);
    }
    Keyed answered = Objects.requireNonNull(keyed.get(succession.acting().name()));
    // Counted only now: a request that failed is the same request when it is made again.
    ordinals.put(answered.unnumbered(), answered.ordinal() + 1);
    ChatReply reply = JournaledReply.read(completion);
    usage = usage.plus(reply.usage());
    int last = request.messages().size() - 1;
    if (request.schema() != null && last >= 0) {
      wishes.put(new Place(last, request.messages().get(last)), request.schema());
    }
    if (reply.blocks() != null) {
      blocks.put(new Said(answered.teacher().name(), reply.message()), reply.blocks());
    }
    return reply;
  }

  /** Leaves the item where the call is one that need not be made at once. */
  private void putOff(
      TeacherRole role, Succession succession, Map<String, Keyed> known, ChatRequest request) {
    Teacher teacher = succession.acting();
    Keyed keyed = known.computeIfAbsent(teacher.name(), name -> keyed(teacher, request));
    String fingerprint = keyed.fingerprint();
    if (deferral.takes(role, fingerprint)) {
      CallKey key = key(role, keyed, succession.insteadOf(teacher));
      deferral.want(teacher.wanted(key, idempotencyKey(fingerprint), keyed.request()));
      throw new ParkedException(itemId);
    }
  }

  /** Whoever answered then answers again, before anyone is asked; null where nobody did. */
  private @Nullable Completion journaled(
      Succession succession, Map<String, Keyed> keyed, ChatRequest request) {
    Completion found = null;
    for (Teacher teacher : journaled.isEmpty() ? NOBODY : succession.candidates()) {
      Keyed known = keyed.computeIfAbsent(teacher.name(), name -> keyed(teacher, request));
      Completion reply = journaled.get(known.fingerprint());
      if (reply == null) {
        continue;
      }
      // Two teachers may be the same model at the same address, with two keys.
      boolean its = reply.teacher().equals(teacher.name());
      if (found == null || (its && found.fingerprint().equals(known.fingerprint()))) {
        found = reply;
        succession.follow(teacher, reply.insteadOf());
      }
      if (its) {
        break;
      }
    }
    return found;
  }

  private Succession succession(TeacherRole role) {
    return successions.computeIfAbsent(role, one -> teachers.succession(one, itemId));
  }

  private Keyed keyed(Teacher teacher, ChatRequest request) {
    ChatRequest filled = filled(request, teacher);
    Fingerprint open = fingerprints.of(teacher.config(), filled);
    String unnumbered = open.numbered(0, teacher.sent(filled.sampling()));
    int ordinal = ordinals.getOrDefault(unnumbered, 0);
    Sampling sent = teacher.sent(seeded(filled.sampling(), ordinal));
    String fingerprint = open.numbered(ordinal, sent);
    return new Keyed(teacher, with(filled, sent), unnumbered, ordinal, fingerprint);
  }

  private Completion completion(
      TeacherRole role, Keyed keyed, String insteadOf, Duration patience) {
    String fingerprint = keyed.fingerprint();
    Received received;
    try {
      received =
          keyed.teacher().caller().call(keyed.request(), idempotencyKey(fingerprint), patience);
    } catch (UnansweredException e) {
      keep(role, keyed, insteadOf, e, e.paid());
      throw e;
    } catch (BudgetSpentException e) {
      for (Throwable before : e.getSuppressed()) {
        if (before instanceof UnansweredException unanswered) {
          keep(role, keyed, insteadOf, unanswered, false);
        }
      }
      throw e;
    }
    return key(role, keyed, insteadOf).reply(received, "", clock.millis());
  }

  private CallKey key(TeacherRole role, Keyed keyed, String insteadOf) {
    return new CallKey(itemId, step, keyed.fingerprint(), role, keyed.teacher().name(), insteadOf);
  }

  /**
   * Journals what a call without a usable reply may have cost.
   *
   * @param answered whether the request ends so whenever it is made again; otherwise it is made
   *     again by whoever goes on
   */
  private void keep(
      TeacherRole role,
      Keyed keyed,
      String insteadOf,
      UnansweredException failure,
      boolean answered) {
    Lost lost = failure.lost();
    if (lost.calls() == 0 || failure.reason().equals("interrupted")) {
      return;
    }
    long now = clock.millis();
    String fingerprint =
        answered
            ? keyed.fingerprint()
            : ContentHash.full(LOST, keyed.fingerprint(), Long.toString(now));
    Completion completion =
        key(role, keyed, insteadOf)
            .withFingerprint(fingerprint)
            .failure(
                answered ? failure.reason() : LOST,
                keyed.teacher().config().model(),
                String.valueOf(failure.getMessage()),
                failure.attempts(),
                failure.elapsedMs(),
                lost,
                "",
                now);
    journal.accept(completion);
    if (answered) {
      journaled.put(fingerprint, completion);
    }
  }

  /**
   * The same for each attempt at a call, also by another process after a crash, and different for
   * every other call: also where their bodies are equal. Two steps that make the same request of
   * the same item make the same call.
   */
  private String idempotencyKey(String fingerprint) {
    return ContentHash.full("idempotency_key", Long.toString(runSeed), itemId, fingerprint);
  }

  /** Equal requests of an item get different seeds, and so do equal requests of two items. */
  private Sampling seeded(Sampling sampling, int ordinal) {
    if (sampling.seed() != null) {
      return sampling;
    }
    long seed =
        ContentHash.seed(Long.toString(runSeed), itemId, Integer.toString(ordinal)) & SEED_BITS;
    return sampling.withSeed(seed);
  }

  private static ChatRequest with(ChatRequest request, Sampling sampling) {
    return new ChatRequest(
        request.messages(),
        request.tools(),
        request.mayCall(),
        request.schema(),
        sampling,
        request.blocks(),
        request.wishes());
  }

  /** With the teacher's settings, and with what this session knows of the conversation so far. */
  private ChatRequest filled(ChatRequest request, Teacher teacher) {
    boolean tools = request.mayCall() || teacher.config().toolChoiceNone();
    Map<Integer, JsonNode> known = new HashMap<>(request.blocks());
    Map<Integer, ReplySchema> wished = new HashMap<>(request.wishes());
    for (int i = 0; i < request.messages().size() && !blocks.isEmpty(); i++) {
      JsonNode came = blocks.get(new Said(teacher.name(), request.messages().get(i)));
      if (came != null) {
        known.putIfAbsent(i, came);
      }
    }
    for (int i = 0; i < request.messages().size() - 1 && !wishes.isEmpty(); i++) {
      ReplySchema wish = wishes.get(new Place(i, request.messages().get(i)));
      if (wish != null) {
        wished.putIfAbsent(i, wish);
      }
    }
    return new ChatRequest(
        request.messages(),
        tools ? request.tools() : List.of(),
        request.mayCall(),
        request.schema(),
        teacher.fill(request.sampling()),
        known,
        wished);
  }

  @Override
  public JsonNode json(TeacherRole role, List<Message> messages, ReplySchema schema) {
    StructuredReply structured = teachers.structured(schema);
    ChatReply first = ask(role, messages, schema);
    StructuredReply.Reading reading = structured.read(first.message().content());
    if (reading.value() != null) {
      return reading.value();
    }
    List<Message> corrected = new ArrayList<>(messages);
    corrected.add(Message.assistant(shown(first)));
    corrected.add(Message.user(correction(reading.errors())));
    ChatReply second = ask(role, corrected, schema);
    StructuredReply.Reading again = structured.read(second.message().content());
    if (again.value() != null) {
      return again.value();
    }
    throw new TeacherException(
        "invalid_reply",
        "teacher '"
            + teacher(role)
            + "' gave no valid '"
            + schema.name()
            + "' reply to item "
            + itemId
            + ": "
            + String.join("; ", reading.errors())
            + "; nor after a corrective turn: "
            + String.join("; ", again.errors())
            + (second.finish() == ChatReply.Finish.LENGTH
                ? " (the reply is cut: raise max_tokens of the role)"
                : "")
            + "; the last reply was: "
            + Excerpt.of(second.message().content(), null));
  }

  /** An endless reply would fill the context that its correction needs; some servers refuse "". */
  private static String shown(ChatReply reply) {
    String content = reply.message().content();
    String shown =
        reply.finish() == ChatReply.Finish.LENGTH ? Excerpt.of(content, null) : content.strip();
    return shown.isEmpty() ? "(empty)" : shown;
  }

  private ChatReply ask(TeacherRole role, List<Message> messages, ReplySchema schema) {
    ChatReply reply = chat(role, new ChatRequest(messages, List.of(), schema, Sampling.SERVER));
    if (reply.finish() == ChatReply.Finish.CONTENT_FILTER) {
      throw new TeacherException(
          "content_filter",
          "a filter of teacher '" + teacher(role) + "' withheld its reply to item " + itemId);
    }
    return reply;
  }

  private static String correction(List<String> errors) {
    return "Your reply is not valid:\n- "
        + String.join("\n- ", errors)
        + "\n\nReply again with one corrected JSON object that satisfies the schema, and nothing"
        + " else.";
  }

  @Override
  public String teacher(TeacherRole role) {
    return succession(role).acting().name();
  }

  @Override
  public int contextTokens(TeacherRole role) {
    return succession(role).acting().config().contextTokens();
  }

  @Override
  public ToolMode toolMode(TeacherRole role) {
    return succession(role).acting().config().tools();
  }

  @Override
  public Usage usage() {
    return usage;
  }
}
