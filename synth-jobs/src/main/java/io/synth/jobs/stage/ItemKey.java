package io.synth.jobs.stage;

import java.io.Serializable;
import java.util.Comparator;

/**
 * Orders what a group works on: by item, and for each item its journaled completions before the
 * item itself.
 *
 * @param item content hash of the item
 * @param payload false for a journaled completion, true for the item
 */
record ItemKey(int group, String item, boolean payload) implements Serializable {

  /** By group, item, and completions first. */
  static final class Order implements Comparator<ItemKey>, Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public int compare(ItemKey a, ItemKey b) {
      int byGroup = Integer.compare(a.group, b.group);
      if (byGroup != 0) {
        return byGroup;
      }
      int byItem = a.item.compareTo(b.item);
      return byItem != 0 ? byItem : Boolean.compare(a.payload, b.payload);
    }
  }

  /** The group of an item, the same in every run with as many groups. */
  static int groupOf(String item, int groups) {
    return (int) (Long.parseLong(item.substring(0, 8), 16) % groups);
  }
}
