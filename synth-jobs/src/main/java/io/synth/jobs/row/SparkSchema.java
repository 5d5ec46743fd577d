package io.synth.jobs.row;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Spark's schema of a dataset, made from its Avro schema: what is required there is required here,
 * and docs become column comments. Our own rather than Spark's converter, which moved between
 * artifacts among the 4.x versions that users run.
 */
public final class SparkSchema {
  private SparkSchema() {}

  /** The struct of a record schema. */
  public static StructType of(Schema record) {
    List<StructField> fields = new ArrayList<>();
    for (Schema.Field field : record.getFields()) {
      boolean nullable = field.schema().isUnion();
      Schema present = nullable ? field.schema().getTypes().get(1) : field.schema();
      Metadata metadata =
          field.doc() == null
              ? Metadata.empty()
              : new MetadataBuilder().putString("comment", field.doc()).build();
      fields.add(DataTypes.createStructField(field.name(), type(present), nullable, metadata));
    }
    return DataTypes.createStructType(fields);
  }

  private static DataType type(Schema schema) {
    return switch (schema.getType()) {
      case STRING -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
      case BOOLEAN -> DataTypes.BooleanType;
      case ARRAY -> new ArrayType(type(schema.getElementType()), false);
      case RECORD -> of(schema);
      case ENUM, MAP, UNION, FIXED, BYTES, FLOAT, NULL ->
          throw new IllegalArgumentException("no dataset uses " + schema.getType());
    };
  }
}
