/* store/chain: decisions hang together by hashes, so that one that was altered, removed or put in
 * between, by whatever program, is noticed.
 *
 * Row n of the log has the hash h(n) = H(h(before), row), where `before` is the row before it in
 * the order of ids, sixteen zero bytes before the first; H is hash_strs (base/hash.h). A row is
 * what CHAIN_COLUMNS (chain.c) names, in that order: of each column that holds something (neither
 * NULL, nor 0, nor the empty text) its name and its value, numbers in decimal digits. So a column
 * that a later version adds at the end, empty in older rows, leaves their hashes as they are; and
 * bytes are hashed as they stand in the store, whatever they are.
 *
 * Nobody's signature stands behind it: who can write the store can also chain it anew. What it
 * finds is accidents, repairs by hand, and programs that write past the one door. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include "store/store.h"

/* Chains the decision that was just added, the last of the log. In its transaction. */
bool store_chain_add(struct store *s, int64_t decision, struct err *err) MUST_USE;

enum chain_fault {
	CHAIN_ALTERED = 1, /* the decision is not what it was, or one before it was taken out */
	CHAIN_REMOVED,     /* the decision is not there any more */
	CHAIN_UNCHAINED    /* a decision that was not written by the one door */
};
struct chain_break {
	int64_t decision;
	enum chain_fault fault;
};
struct chain_report {
	long decisions; /* how many hang in the chain as they should */
	long chained;   /* how many of them are older than the chain, which was made over them as they
					 * stood when the store was brought up to date */
	struct chain_break *breaks; /* in the order of ids */
	size_t break_count;
};
/* Reads all of the log, from the first decision. */
bool store_chain_verify(struct store *s, struct arena *a, struct chain_report *out, struct err *err)
	MUST_USE;

#endif
