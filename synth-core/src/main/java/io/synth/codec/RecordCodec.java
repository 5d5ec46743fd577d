package io.synth.codec;

import com.google.common.base.CaseFormat;
import io.synth.model.Labelled;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Carries a record to rows of some other kind and back, led by its Avro schema: a field {@code
 * task_id} is the component {@code taskId}, an enum is its label, a nullable field is null. Schema
 * and record must agree field by field, in order: making the codec fails where they do not.
 * Immutable and thread-safe.
 *
 * @param <T> the record
 */
public final class RecordCodec<T extends Record> {
  private static final Map<Class<?>, RecordCodec<?>> MADE = new ConcurrentHashMap<>();

  private final Class<T> type;
  private final Schema schema;
  private final Constructor<T> constructor;
  private final Method[] accessors;
  private final FieldCodec[] fields;

  private RecordCodec(Class<T> type, Schema schema) {
    this.type = type;
    this.schema = schema;
    RecordComponent[] components = type.getRecordComponents();
    this.accessors =
        Arrays.stream(components).map(RecordComponent::getAccessor).toArray(Method[]::new);
    List<String> declared = Arrays.stream(components).map(c -> snakeCase(c.getName())).toList();
    List<String> expected = schema.getFields().stream().map(Schema.Field::name).toList();
    if (!declared.equals(expected)) {
      throw new IllegalArgumentException(
          type.getSimpleName()
              + " has the components "
              + declared
              + " but its schema has the fields "
              + expected);
    }
    this.fields = new FieldCodec[components.length];
    for (int i = 0; i < components.length; i++) {
      Schema fieldSchema = schema.getFields().get(i).schema();
      fields[i] = field(components[i].getGenericType(), fieldSchema, type, components[i].getName());
    }
    try {
      this.constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has its canonical constructor", e);
    }
  }

  /**
   * The codec of a record.
   *
   * @throws IllegalArgumentException when record and schema do not agree
   */
  @SuppressWarnings("unchecked")
  public static <T extends Record> RecordCodec<T> of(Class<T> type, Schema schema) {
    RecordCodec<?> known = MADE.get(type);
    if (known == null) {
      known = new RecordCodec<>(type, schema);
      MADE.put(type, known);
    }
    return (RecordCodec<T>) known;
  }

  public Schema schema() {
    return schema;
  }

  /** The record as a row of the shell's kind. */
  public Object write(T record, Shell shell) {
    @Nullable Object[] values = new @Nullable Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = fields[i].write(component(record, i), shell);
    }
    return shell.record(schema, values);
  }

  /** The record that a row of the shell's kind holds. */
  public T read(Object row, Shell shell) {
    @Nullable Object[] values = new @Nullable Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = fields[i].read(shell.field(row, i), shell);
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(
          "a row does not make a " + type.getSimpleName() + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private @Nullable Object component(T record, int i) {
    try {
      return accessors[i].invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FieldCodec field(Type javaType, Schema schema, Class<?> owner, String name) {
    if (schema.getType() == Schema.Type.UNION) {
      Schema present = schema.getTypes().get(1);
      return new NullableCodec(field(javaType, present, owner, name));
    }
    if (javaType instanceof ParameterizedType list
        && list.getRawType() == List.class
        && schema.getType() == Schema.Type.ARRAY) {
      Schema element = schema.getElementType();
      return new ListCodec(schema, field(list.getActualTypeArguments()[0], element, owner, name));
    }
    if (javaType instanceof Class<?> plain) {
      if (plain.isRecord() && schema.getType() == Schema.Type.RECORD) {
        return new NestedCodec(nested(plain, schema));
      }
      if (plain.isEnum() && schema.getType() == Schema.Type.STRING) {
        return EnumCodec.of(plain);
      }
      Schema.Type expected = PLAIN.get(plain);
      if (expected == schema.getType()) {
        return plain == String.class ? new TextCodec() : new SameCodec();
      }
    }
    throw new IllegalArgumentException(
        owner.getSimpleName()
            + "."
            + name
            + " is a "
            + javaType.getTypeName()
            + " but its schema says "
            + schema.getType().getName());
  }

  private static final Map<Class<?>, Schema.Type> PLAIN =
      Map.of(
          String.class, Schema.Type.STRING,
          int.class, Schema.Type.INT,
          long.class, Schema.Type.LONG,
          double.class, Schema.Type.DOUBLE,
          boolean.class, Schema.Type.BOOLEAN);

  @SuppressWarnings("unchecked")
  private static RecordCodec<Record> nested(Class<?> type, Schema schema) {
    return new RecordCodec<>((Class<Record>) type, schema);
  }

  private static String snakeCase(String name) {
    return CaseFormat.LOWER_CAMEL.to(CaseFormat.LOWER_UNDERSCORE, name);
  }

  /** A kind of row: how values become a record of it and come back. */
  public interface Shell {
    Object record(Schema schema, @Nullable Object[] values);

    Object list(Schema schema, List<Object> elements);

    @Nullable Object field(Object record, int index);

    List<?> elements(Object list);
  }

  private interface FieldCodec {
    @Nullable Object write(@Nullable Object value, Shell shell);

    @Nullable Object read(@Nullable Object value, Shell shell);
  }

  private static <V> V present(@Nullable V value) {
    if (value == null) {
      throw new IllegalArgumentException("null where the schema allows none");
    }
    return value;
  }

  private record SameCodec() implements FieldCodec {
    @Override
    public Object write(@Nullable Object value, Shell shell) {
      return present(value);
    }

    @Override
    public Object read(@Nullable Object value, Shell shell) {
      return present(value);
    }
  }

  private record TextCodec() implements FieldCodec {
    @Override
    public Object write(@Nullable Object value, Shell shell) {
      return present(value);
    }

    @Override
    public Object read(@Nullable Object value, Shell shell) {
      return present(value).toString();
    }
  }

  private record EnumCodec(Class<?> type, Map<String, Object> byLabel) implements FieldCodec {
    static EnumCodec of(Class<?> type) {
      Object[] constants = present(type.getEnumConstants());
      return new EnumCodec(
          type,
          Arrays.stream(constants)
              .collect(Collectors.toMap(c -> ((Labelled) c).label(), Function.identity())));
    }

    @Override
    public Object write(@Nullable Object value, Shell shell) {
      return ((Labelled) present(value)).label();
    }

    @Override
    public Object read(@Nullable Object value, Shell shell) {
      String label = present(value).toString();
      Object constant = byLabel.get(label);
      if (constant == null) {
        throw new IllegalArgumentException("'" + label + "' is no " + type.getSimpleName());
      }
      return constant;
    }
  }

  private record NullableCodec(FieldCodec inner) implements FieldCodec {
    @Override
    public @Nullable Object write(@Nullable Object value, Shell shell) {
      return value == null ? null : inner.write(value, shell);
    }

    @Override
    public @Nullable Object read(@Nullable Object value, Shell shell) {
      return value == null ? null : inner.read(value, shell);
    }
  }

  private record ListCodec(Schema schema, FieldCodec element) implements FieldCodec {
    @Override
    public Object write(@Nullable Object value, Shell shell) {
      List<Object> elements = new ArrayList<>();
      for (Object item : (List<?>) present(value)) {
        elements.add(present(element.write(item, shell)));
      }
      return shell.list(schema, elements);
    }

    @Override
    public Object read(@Nullable Object value, Shell shell) {
      List<Object> elements = new ArrayList<>();
      for (Object item : shell.elements(present(value))) {
        elements.add(present(element.read(item, shell)));
      }
      return elements;
    }
  }

  private record NestedCodec(RecordCodec<Record> codec) implements FieldCodec {
    @Override
    public Object write(@Nullable Object value, Shell shell) {
      return codec.write((Record) present(value), shell);
    }

    @Override
    public Object read(@Nullable Object value, Shell shell) {
      return codec.read(present(value), shell);
    }
  }
}
