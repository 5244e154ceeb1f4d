/* bounce_parts: one mail that came back, while it is settled. Inside mail/. */
#ifndef MAIL_BOUNCE_PARTS_H
#define MAIL_BOUNCE_PARTS_H

#include "mail/bounce.h"
#include "mail/subscriber.h"
#include "reader/reader.h"

/* A place while it is read. */
struct bounce_reading {
	const struct bounce_work *work;
	struct vault vault;
	struct reader *reader;
	struct hash place;
	struct bounce_counts counts;
};
/* A mail while it is settled. */
struct bouncing {
	struct arena *a;
	const struct bounce_work *work;
	const struct vault *vault;
	struct hash mail;
	struct bounce_counts *counts;
	int64_t parts; /* how many were kept */
};

/* Draws the consequences of a report, and keeps them under the hash of the mail, in the transaction
 * that is open. */
bool bounce_settle(struct bouncing *b, const struct mail_report *report, struct err *err) MUST_USE;
/* Keeps that the mail could not be read. */
bool bounce_settle_none(struct bouncing *b, struct err *err) MUST_USE;

#endif
