/* added_look: whether an answer is a web page, for what an editor adds by its address. Pure. Inside
 * source/. */
#ifndef SOURCE_ADDED_LOOK_H
#define SOURCE_ADDED_LOOK_H

#include "fetch/fetch.h"
#include "model/addition.h"

/* Of the answer to GET of `url`, other than FETCH_UNABLE. ADDITION_FAULT_NONE: it is a web page
 * that may be read. An address that leads elsewhere is judged as by link_look.h. */
enum addition_fault added_look(
	struct arena *a, struct str url, const struct fetch_response *response);

#endif
