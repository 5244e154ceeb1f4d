/* make_subscribers SITE LIST FROM TO: confirmed subscribers s000FROM@example.net … of the list, as
 * if each had followed the link in the letter. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "config/config.h"
#include "mail/subscriber.h"
#include "store/unit.h"

static bool add(
	struct store *s, const struct vault *vault, struct str list, long i, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str address = str_printf(&a, "s%06ld@example.net", i);
	char handle[SUBSCRIBER_HANDLE_BYTES];
	int64_t id;
	bool there;
	randombytes_buf(handle, sizeof handle);
	struct subscriber one = {.has_found = true,
		.handle = {handle, sizeof handle},
		.address = vault_seal(vault, &a, address),
		.state = SUBSCRIBER_PENDING,
		.how = SUBSCRIBER_BY_FORM,
		.made = 1,
		.confirmed = NO_TIME,
		.asked = 1};
	strs_add(&a, &one.wanted, list);
	return subscriber_found_by(vault, &a, address, &one.found) &&
		store_subscriber_add(s, &one, &id, err) && subscriber_confirm(s, id, 2, &there, err) &&
		there;
}

static bool add_all(struct store *s, const struct vault *vault, char **argv, struct err *err)
{
	struct unit u;
	bool well = unit_begin(&u, s, err);
	if (!well)
		return false;
	for (long i = atol(argv[3]); well && i < atol(argv[4]); i++)
		well = add(s, vault, str_of(argv[2]), i, err);
	return unit_end(&u, well, err);
}

int main(int argc, char **argv)
{
	struct site site CLEANUP_CONFIG = {0};
	struct strs problems;
	struct vault vault CLEANUP_VAULT = {0};
	struct err err = {0};
	char path[4096];
	if (argc != 5 || sodium_init() < 0)
		return fprintf(stderr, "make_subscribers SITE LIST FROM TO\n"), 2;
	snprintf(path, sizeof path, "%s/tidings.db", argv[1]);
	struct store *s = NULL;
	if (config_read(argv[1], &site, &problems))
		s = store_open(site.store.n ? str_cstr(&site.arena, site.store) : path, &err);
	bool well = s && subscriber_vault_open(&site, s, VAULT_MAKE, &vault, &err) &&
		add_all(s, &vault, argv, &err);
	if (!well)
		fprintf(stderr, "make_subscribers: %s\n", err.text);
	store_close(s);
	return well ? 0 : 1;
}
