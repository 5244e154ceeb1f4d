/* shown_row: the table `shown` in conditions of other statements (private to store/). */
#ifndef STORE_SHOWN_ROW_H
#define STORE_SHOWN_ROW_H

/* shown.item of the row of the item `i`: the one of its tag, by which readers know it; else its
 * own; else the one of an item that was merged into it. NULL: readers never saw it. */
#define SHOWN_ROW(i) \
	"coalesce((SELECT n.item FROM shown AS n WHERE n.tag = " i \
	".tag ORDER BY n.release DESC LIMIT 1), (SELECT n.item FROM shown AS n WHERE n.item = " i \
	".id), (SELECT max(n.item) FROM shown AS n JOIN item AS alias ON alias.id = n.item WHERE " \
	"alias.merged_into = " i ".id)) "
/* Of all items that readers saw under one name, the one whose page has it: the item that bears the
 * name, else the one that they saw last. A merge hands names on, and its undo hands them back: the
 * others leave rows behind that say what readers saw of them. NULL: nobody saw the name. */
#define SHOWN_OWNER(tag) \
	"(SELECT o.item FROM shown AS o JOIN item AS b ON b.id = o.item WHERE o.tag = " tag \
	" ORDER BY CASE WHEN b.tag = o.tag THEN 0 ELSE 1 END, o.release DESC LIMIT 1) "
/* Readers saw the item `i`. Rows are looked up for each item: of EXISTS PostgreSQL may read all
 * that were shown. */
#define SHOWN_ITEM(i) \
	"(coalesce((SELECT 1 FROM shown AS n WHERE n.item = " i \
	".id), (SELECT 1 FROM shown AS n WHERE n.tag = " i \
	".tag LIMIT 1), (SELECT 1 FROM shown AS n JOIN item AS alias ON alias.id = n.item WHERE " \
	"alias.merged_into = " i ".id LIMIT 1), 0) = 1) "
/* Readers saw what the decision `d` did (a row of `decision`). */
#define SHOWN_DECISION(d) \
	"(EXISTS (SELECT 1 FROM item AS i, shown AS n WHERE i.id = " d ".item AND n.release >= " d \
	".release AND (n.item = i.id OR n.tag = i.tag)) OR (" d \
	".takes = 1 AND (EXISTS (SELECT 1 FROM " \
	"shown AS n WHERE n.item IN (" d ".item, " d ".other) AND n.gone >= " d ".id) OR EXISTS " \
	"(SELECT 1 FROM edition_gone AS g WHERE g.item IN (" d ".item, " d ".other) AND " \
	"g.decision = " d ".id)))) "

#endif
