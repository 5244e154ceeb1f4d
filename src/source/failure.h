/* failure: what a response that is no answer says of when to ask again. Pure. Inside source/. */
#ifndef SOURCE_FAILURE_H
#define SOURCE_FAILURE_H

#include "fetch/fetch.h"
#include "model/source_state.h"

/* Of the visit that failed with this response, when the kind of source does not know better. No
 * connection, no name, no TLS, an answer that breaks off, the statuses 408, 425, 429 and 5xx (RFC
 * 9110 sections 15.5 and 15.6, RFC 6585, RFC 8470) pass, and so does an answer under status 200
 * that tells of an error; other statuses, bot walls, and what we do not ask or take, last. */
enum source_failure failure_of_response(const struct fetch_response *response);

#endif
