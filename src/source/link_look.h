/* link_look: what an answer says of an address that readers are sent to. Pure. Inside source/. */
#ifndef SOURCE_LINK_LOOK_H
#define SOURCE_LINK_LOOK_H

#include "fetch/fetch.h"
#include "model/link.h"

/* Reads the answer to HEAD or GET. True: HEAD told too little (it was refused, or the connection
 * broke off), and GET is to be asked; *out is then nothing. Strings are those of the response.
 *
 * An answer that keeps programs out (401, 403, 429, a bot wall) or asks for a login or a consent
 * says nothing of the page, and neither does a refusal of ours (an address that is not public, a
 * redirect that is not followed). A permanent redirect to another address is a move; when the two
 * are one address in normal form (match_url_key) nothing is worth an editor's time. One from a page
 * to the first page of its site is no move but a page that went; to the first page of another
 * domain, or to one of the known sellers of domains, it is a parked address. So is a page that says
 * so by the mark of these sellers (data-adblockkey, X-Adblock-Key). */
bool link_look(struct arena *a, struct str url, const struct fetch_response *response, bool head,
	struct link_look *out);

#endif
