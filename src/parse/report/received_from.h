/* received_from: who handed a message over, as a Received field says it (RFC 5321 section 4.4) in
 * the forms of Postfix, OpenSMTPD, Exim, Google and Microsoft. Inside parse/report/. */
#ifndef PARSE_REPORT_RECEIVED_FROM_H
#define PARSE_REPORT_RECEIVED_FROM_H

#include "base/arena.h"

struct received_from {
	struct str hello;   /* how the server called itself */
	struct str address; /* IPv4 or IPv6 */
	struct str name;    /* what the address is called by its reverse name; empty: nothing */
	bool names_shown;   /* by its form a name would stand there, if there were one */
};
/* Reads "from HELLO (NAME [ADDRESS]) by …", with single spaces. What it finds points into the
 * value. False when it names no server, or one of the receiver's own house: an address of this
 * machine or of a private network. */
bool received_from_read(struct str value, struct received_from *out) MUST_USE;

#endif
