/* door: the public's pages of `serve`: /search, over what is published; /hub, where programs
 * subscribe to feeds (WebSub); /websub/…, where hubs tell of the feeds that this site reads;
 * /mail/…, where readers sign up for the digest and leave it.
 *
 *     struct door *door = door_open(&site, store, err);
 *     desk_options.next = door_app(door);      it answers at the desk's address
 *     …
 *     door_close(door);
 *
 * Nobody logs in here and no page has a cookie. Whoever asks too often waits. The pages are made of
 * the site's own templates, and link to out/ where base_url says that it is; the web server of the
 * site passes both on (door.url), or readers come to the desk's address. */
#ifndef DOOR_DOOR_H
#define DOOR_DOOR_H

#include "model/site.h"
#include "store/store.h"
#include "web/app.h"

struct door;
/* Reads the templates and pages of the site, once. The site and the store outlive it. NULL and an
 * error when they cannot be read. */
struct door *door_open(const struct site *site, struct store *store, struct err *err) MUST_USE;
const struct web_app *door_app(const struct door *door);
/* NULL is nothing. */
void door_close(struct door *door);

#endif
