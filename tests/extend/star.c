/* star: a verb for the test. A starred item has the editor's reason in the log, and nothing
 * else. */
#include "item/verb.h"

bool verb_star(struct deciding *d, struct err *err)
{
	if (!deciding_open(d, d->request->item, &d->item, err) ||
		!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	d->row.reason = d->request->reason;
	return deciding_log(d, err);
}
