#include "check.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/base32.h"
#include "base/file.h"
#include "base/vault.h"

struct room {
	struct arena a;
	char folder[64], path[96];
	struct err err;
};

static int set_up(void **state)
{
	static struct room room;
	room = (struct room){.folder = "/tmp/vault.XXXXXX"};
	assert_true(sodium_init() >= 0 && mkdtemp(room.folder));
	snprintf(room.path, sizeof room.path, "%s/key", room.folder);
	*state = &room;
	return 0;
}

static int tear_down(void **state)
{
	struct room *r = *state;
	unlink(r->path);
	rmdir(r->folder);
	arena_free(&r->a);
	return 0;
}

static void base32_is_that_of_the_rfc(void **state)
{
	/* RFC 4648 section 10, without padding and in small letters. */
	static const char *const pairs[][2] = {{"", ""}, {"f", "my"}, {"fo", "mzxq"}, {"foo", "mzxw6"},
		{"foob", "mzxw6yq"}, {"fooba", "mzxw6ytb"}, {"foobar", "mzxw6ytboi"}};
	struct room *r = *state;
	struct str bytes;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_str(base32_encode(&r->a, str_of(pairs[i][0])), str_of(pairs[i][1]));
		assert_true(base32_decode(&r->a, str_of(pairs[i][1]), &bytes));
		assert_str(bytes, str_of(pairs[i][0]));
	}
	assert_true(base32_decode(&r->a, S("MZXW6YTBOI"), &bytes));
	assert_str(bytes, str_of("foobar"));
	assert_false(base32_decode(&r->a, S("mz"), &bytes)); /* bits that no byte has */
	assert_false(base32_decode(&r->a, S("m"), &bytes));
	assert_false(base32_decode(&r->a, S("mzxw6==="), &bytes));
	assert_false(base32_decode(&r->a, S("mz1w6"), &bytes));
}

static void a_key_is_made_once_and_for_its_owner(void **state)
{
	struct room *r = *state;
	struct vault one CLEANUP_VAULT, two CLEANUP_VAULT, none CLEANUP_VAULT;
	struct stat is;
	assert_false(vault_open(&none, r->path, VAULT_THERE, &r->err));
	assert_true(vault_open(&one, r->path, VAULT_MAKE, &r->err));
	assert_true(stat(r->path, &is) == 0 && (is.st_mode & 0777) == 0600);
	assert_true(vault_open(&two, r->path, VAULT_MAKE, &r->err));
	assert_true(hash_eq(vault_mark(&one), vault_mark(&two)));
	assert_memory_equal(&one, &two, sizeof one);
	unlink(r->path);
	assert_true(vault_open(&two, r->path, VAULT_MAKE, &r->err));
	assert_false(hash_eq(vault_mark(&one), vault_mark(&two)));
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const wrong[] = {"", "\n", "00", "not a key at all"};
	struct room *r = *state;
	struct vault vault CLEANUP_VAULT;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_true(file_replace(r->path, str_of(wrong[i]), NULL, &r->err));
		assert_false(vault_open(&vault, r->path, VAULT_MAKE, &r->err));
	}
}

static void a_sealed_text_opens_with_its_key_alone(void **state)
{
	struct room *r = *state;
	struct vault vault CLEANUP_VAULT, other CLEANUP_VAULT;
	char text[200];
	memset(text, 'a', sizeof text);
	assert_true(vault_open(&vault, r->path, VAULT_MAKE, &r->err));
	unlink(r->path);
	assert_true(vault_open(&other, r->path, VAULT_MAKE, &r->err));
	for (size_t n = 0; n < sizeof text; n++) {
		struct str plain = {text, n}, opened, sealed = vault_seal(&vault, &r->a, plain);
		assert_true(sealed.n == (n / 32 + 1) * 32 + 40);
		assert_true(vault_unseal(&vault, &r->a, sealed, &opened) && str_eq(opened, plain));
		assert_false(str_eq(sealed, vault_seal(&vault, &r->a, plain)));
		assert_false(vault_unseal(&other, &r->a, sealed, &opened) || opened.n);
		char *changed = str_cstr(&r->a, sealed);
		for (size_t i = 0; i < sealed.n; i++) {
			changed[i] ^= 1;
			assert_false(vault_unseal(&vault, &r->a, (struct str){changed, sealed.n}, &opened));
			changed[i] ^= 1;
		}
		assert_false(vault_unseal(&vault, &r->a, str_sub(sealed, 0, sealed.n - 1), &opened));
	}
}

static void a_token_proves_who_made_it_and_what_for(void **state)
{
	struct room *r = *state;
	struct vault vault CLEANUP_VAULT;
	struct str name = S("01234567"), read;
	assert_true(vault_open(&vault, r->path, VAULT_MAKE, &r->err));
	struct str token = vault_token(&vault, &r->a, "leave", name);
	assert_true(token.n == VAULT_TOKEN_DIGITS);
	assert_true(vault_token_read(&vault, &r->a, "leave", token, &read) && str_eq(read, name));
	char *capital = str_cstr(&r->a, token);
	for (char *c = capital; *c; c++)
		*c = is_alpha(*c) ? (char)(*c - 32) : *c;
	assert_true(vault_token_read(&vault, &r->a, "leave", str_of(capital), &read));
	assert_false(vault_token_read(&vault, &r->a, "choose", token, &read));
	assert_false(vault_token_read(&vault, &r->a, "leave", STR_NONE, &read));
	char *changed = str_cstr(&r->a, token);
	for (size_t i = 0; i < token.n; i++) {
		char was = changed[i];
		changed[i] = was == 'a' ? 'b' : 'a';
		assert_false(vault_token_read(&vault, &r->a, "leave", str_of(changed), &read));
		changed[i] = was;
	}
	assert_false(hash_eq(vault_hash(&vault, "a", S("bc")), vault_hash(&vault, "ab", S("c"))));
	assert_true(hash_eq(vault_hash(&vault, "a", S("bc")), vault_hash(&vault, "a", S("bc"))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(base32_is_that_of_the_rfc, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_key_is_made_once_and_for_its_owner, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_is_no_key_is_refused, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_sealed_text_opens_with_its_key_alone, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_token_proves_who_made_it_and_what_for, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
