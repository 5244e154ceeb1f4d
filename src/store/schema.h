/* schema: the steps that bring a store file to this program's version (private to store/). */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

extern const char SCHEMA_SQL[];    /* schema.sql, as it stood when the program was built */
extern const char SCHEMA_2_SQL[];  /* schema_2.sql: from version 1 to 2 */
extern const char SCHEMA_3_SQL[];  /* schema_3.sql: from version 2 to 3 */
extern const char SCHEMA_4_SQL[];  /* schema_4.sql: from version 3 to 4 */
extern const char SCHEMA_5_SQL[];  /* schema_5.sql: from version 4 to 5 */
extern const char SCHEMA_6_SQL[];  /* schema_6.sql, then migrate_6: from version 5 to 6 */
extern const char SCHEMA_7_SQL[];  /* schema_7.sql: from version 6 to 7 */
extern const char SCHEMA_8_SQL[];  /* schema_8.sql: from version 7 to 8 */
extern const char SCHEMA_9_SQL[];  /* schema_9.sql: from version 8 to 9 */
extern const char SCHEMA_10_SQL[]; /* schema_10.sql: from version 9 to 10 */
extern const char SCHEMA_11_SQL[]; /* schema_11.sql: from version 10 to 11 */
extern const char SCHEMA_12_SQL[]; /* schema_12.sql, then migrate_12: from version 11 to 12 */
extern const char SCHEMA_13_SQL[]; /* schema_13.sql: from version 12 to 13 */
extern const char SCHEMA_14_SQL[]; /* schema_14.sql: from version 13 to 14 */
extern const char SCHEMA_15_SQL[]; /* schema_15.sql: from version 14 to 15 */
extern const char SCHEMA_16_SQL[]; /* schema_16.sql: from version 15 to 16 */
extern const char SCHEMA_17_SQL[]; /* schema_17.sql: from version 16 to 17 */
extern const char SCHEMA_18_SQL[]; /* schema_18.sql: from version 17 to 18 */
extern const char SCHEMA_19_SQL[]; /* schema_19.sql: from version 18 to 19 */
extern const char SCHEMA_20_SQL[]; /* schema_20.sql: from version 19 to 20 */
extern const char SCHEMA_21_SQL[]; /* schema_21.sql: from version 20 to 21 */
extern const char SCHEMA_22_SQL[]; /* schema_22.sql: from version 21 to 22 */
extern const char SCHEMA_23_SQL[]; /* schema_23.sql: from version 22 to 23 */
extern const char SCHEMA_24_SQL[]; /* schema_24.sql: from version 23 to 24 */
extern const char SCHEMA_25_SQL[]; /* schema_25.sql: from version 24 to 25 */
extern const char SCHEMA_26_SQL[]; /* schema_26.sql: from version 25 to 26 */
extern const char SCHEMA_27_SQL[]; /* schema_27.sql: from version 26 to 27 */
extern const char SCHEMA_28_SQL[]; /* schema_28.sql: from version 27 to 28 */
extern const char SCHEMA_29_SQL[]; /* schema_29.sql: from version 28 to 29 */
extern const char SCHEMA_30_SQL[]; /* schema_30.sql: from version 29 to 30 */
extern const char SCHEMA_31_SQL[]; /* schema_31.sql: from version 30 to 31 */
extern const char SCHEMA_32_SQL[]; /* schema_32.sql: from version 31 to 32 */
extern const char SCHEMA_33_SQL[]; /* schema_33.sql: from version 32 to 33 */
extern const char SCHEMA_34_SQL[]; /* schema_34.sql: from version 33 to 34 */
extern const char SCHEMA_35_SQL[]; /* schema_35.sql: from version 34 to 35 */
extern const char SCHEMA_36_SQL[]; /* schema_36.sql: from version 35 to 36 */
extern const char SCHEMA_37_SQL[]; /* schema_37.sql: from version 36 to 37 */
extern const char SCHEMA_38_SQL[]; /* schema_38.sql: from version 37 to 38 */
extern const char SCHEMA_39_SQL[]; /* schema_39.sql: from version 38 to 39 */
extern const char SCHEMA_40_SQL[]; /* schema_40.sql: from version 39 to 40 */
extern const char SCHEMA_41_SQL[]; /* schema_41.sql: from version 40 to 41 */
extern const char SCHEMA_42_SQL[]; /* schema_42.sql: from version 41 to 42 */
extern const char SCHEMA_43_SQL[]; /* schema_43.sql: from version 42 to 43 */
extern const char SCHEMA_44_SQL[]; /* schema_44.sql: from version 43 to 44 */
extern const char SCHEMA_45_SQL[]; /* schema_45.sql: from version 44 to 45 */
extern const char SCHEMA_46_SQL[]; /* schema_46.sql: from version 45 to 46 */
extern const char SCHEMA_47_SQL[]; /* schema_47.sql: from version 46 to 47 */
extern const char SCHEMA_48_SQL[]; /* schema_48.sql: from version 47 to 48 */
extern const char SCHEMA_49_SQL[]; /* schema_49.sql: from version 48 to 49 */
extern const char SCHEMA_50_SQL[]; /* schema_50.sql: from version 49 to 50 */
extern const char SCHEMA_51_SQL[]; /* schema_51.sql: from version 50 to 51 */
extern const char SCHEMA_52_SQL[]; /* schema_52.sql: from version 51 to 52 */
extern const char SCHEMA_53_SQL[]; /* schema_53.sql: from version 52 to 53 */

extern const char POSTGRES_SEARCH_SQL[]; /* postgres/search.sql, which has no steps yet */

#endif
