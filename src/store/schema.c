#include "store/schema.h"

/* The assembler takes the files in as they are; the build gives their folder and builds anew when
 * one changes. */
#define TAKE_IN(name, file) \
	__asm__(".pushsection .rodata\n" \
			".globl " #name "\n" \
			".type " #name ", %object\n" #name ":\n" \
			".incbin \"" SCHEMA_FOLDER "/" file "\"\n" \
			".byte 0\n" \
			".size " #name ", .-" #name "\n" \
			".popsection\n")

TAKE_IN(SCHEMA_SQL, "schema.sql");
TAKE_IN(SCHEMA_2_SQL, "schema_2.sql");
TAKE_IN(SCHEMA_3_SQL, "schema_3.sql");
TAKE_IN(SCHEMA_4_SQL, "schema_4.sql");
TAKE_IN(SCHEMA_5_SQL, "schema_5.sql");
TAKE_IN(SCHEMA_6_SQL, "schema_6.sql");
TAKE_IN(SCHEMA_7_SQL, "schema_7.sql");
TAKE_IN(SCHEMA_8_SQL, "schema_8.sql");
TAKE_IN(SCHEMA_9_SQL, "schema_9.sql");
TAKE_IN(SCHEMA_10_SQL, "schema_10.sql");
TAKE_IN(SCHEMA_11_SQL, "schema_11.sql");
TAKE_IN(SCHEMA_12_SQL, "schema_12.sql");
TAKE_IN(SCHEMA_13_SQL, "schema_13.sql");
TAKE_IN(SCHEMA_14_SQL, "schema_14.sql");
TAKE_IN(SCHEMA_15_SQL, "schema_15.sql");
TAKE_IN(SCHEMA_16_SQL, "schema_16.sql");
TAKE_IN(SCHEMA_17_SQL, "schema_17.sql");
TAKE_IN(SCHEMA_18_SQL, "schema_18.sql");
TAKE_IN(SCHEMA_19_SQL, "schema_19.sql");
TAKE_IN(SCHEMA_20_SQL, "schema_20.sql");
TAKE_IN(SCHEMA_21_SQL, "schema_21.sql");
TAKE_IN(SCHEMA_22_SQL, "schema_22.sql");
TAKE_IN(SCHEMA_23_SQL, "schema_23.sql");
TAKE_IN(SCHEMA_24_SQL, "schema_24.sql");
TAKE_IN(SCHEMA_25_SQL, "schema_25.sql");
TAKE_IN(SCHEMA_26_SQL, "schema_26.sql");
TAKE_IN(SCHEMA_27_SQL, "schema_27.sql");
TAKE_IN(SCHEMA_28_SQL, "schema_28.sql");
TAKE_IN(SCHEMA_29_SQL, "schema_29.sql");
TAKE_IN(SCHEMA_30_SQL, "schema_30.sql");
TAKE_IN(SCHEMA_31_SQL, "schema_31.sql");
TAKE_IN(SCHEMA_32_SQL, "schema_32.sql");
TAKE_IN(SCHEMA_33_SQL, "schema_33.sql");
TAKE_IN(SCHEMA_34_SQL, "schema_34.sql");
TAKE_IN(SCHEMA_35_SQL, "schema_35.sql");
TAKE_IN(SCHEMA_36_SQL, "schema_36.sql");
TAKE_IN(SCHEMA_37_SQL, "schema_37.sql");
TAKE_IN(SCHEMA_38_SQL, "schema_38.sql");
TAKE_IN(SCHEMA_39_SQL, "schema_39.sql");
TAKE_IN(SCHEMA_40_SQL, "schema_40.sql");
TAKE_IN(SCHEMA_41_SQL, "schema_41.sql");
TAKE_IN(SCHEMA_42_SQL, "schema_42.sql");
TAKE_IN(SCHEMA_43_SQL, "schema_43.sql");
TAKE_IN(SCHEMA_44_SQL, "schema_44.sql");
TAKE_IN(SCHEMA_45_SQL, "schema_45.sql");
TAKE_IN(SCHEMA_46_SQL, "schema_46.sql");
TAKE_IN(SCHEMA_47_SQL, "schema_47.sql");
TAKE_IN(SCHEMA_48_SQL, "schema_48.sql");
TAKE_IN(SCHEMA_49_SQL, "schema_49.sql");
TAKE_IN(SCHEMA_50_SQL, "schema_50.sql");
TAKE_IN(SCHEMA_51_SQL, "schema_51.sql");
TAKE_IN(SCHEMA_52_SQL, "schema_52.sql");
TAKE_IN(SCHEMA_53_SQL, "schema_53.sql");
TAKE_IN(POSTGRES_SEARCH_SQL, "postgres/search.sql");
