/* What has to hold of the editors of a desk. */
#include "../store/fixture.h"

#include "desk/people.h"

static bool add(struct fixture *f, const char *name, enum role role, int64_t *id)
{
	const struct editor editor = {
		.name = str_of(name), .role = role, .password = S("hash"), .created = 1};
	return people_add(f->s, &editor, id, &f->err);
}

static struct editor added(struct fixture *f, const char *name, enum role role)
{
	struct editor editor;
	int64_t id;
	bool found;
	OK(add(f, name, role, &id));
	OK(store_editor_get(f->s, &f->a, id, &editor, &found, &f->err));
	assert_true(found);
	return editor;
}

static void an_editor_is_not_called_like_another_or_a_source(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	added(f, "Ana María", ROLE_ADMIN);
	REFUSED(add(f, "ANA MARIA", ROLE_READER, &id), "already");
	REFUSED(add(f, "Source PubMed", ROLE_READER, &id), "source");
	added(f, "Sourcerer", ROLE_READER);
}

static void somebody_stays_admin(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN), ben = added(f, "Ben", ROLE_EDITOR);
	ana.role = ROLE_READER;
	REFUSED(people_change(f->s, &ana, &f->err), "admin");
	assert_string_equal(sql(f, "SELECT role FROM editor WHERE name = 'Ana'"), "3");
	ana.role = ROLE_ADMIN;
	ana.active = false;
	REFUSED(people_change(f->s, &ana, &f->err), "admin");
	assert_int_equal(f->err.kind, ERR_USER);
	ben.role = ROLE_ADMIN;
	OK(people_change(f->s, &ben, &f->err));
	OK(people_change(f->s, &ana, &f->err));
	ben.active = false; /* the last of all may go: the desk begins anew */
	OK(people_change(f->s, &ben, &f->err));
}

static void a_desk_without_admin_still_changes(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_EDITOR);
	added(f, "Ben", ROLE_EDITOR);
	ana.role = ROLE_SENIOR;
	OK(people_change(f->s, &ana, &f->err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_editor_is_not_called_like_another_or_a_source),
		TEST(somebody_stays_admin),
		TEST(a_desk_without_admin_still_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
