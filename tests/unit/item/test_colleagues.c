/* What editors are to each other: an item set aside for one of them, and notes. */
#include "decisions.h"

#include "item/note.h"
#include "store/assigned.h"
#include "store/editor.h"

static int64_t editor(struct fixture *f, const char *name, enum role role)
{
	const struct editor one = {
		.name = str_of(name), .role = role, .password = S("hash"), .created = 1};
	int64_t id;
	OK(store_editor_add(f->s, &one, &id, &f->err));
	assert_true(id);
	return id;
}

static bool assign_as(
	struct fixture *f, struct by who, int64_t item, int64_t assignee, const char *why)
{
	struct decision_request request = request_of(who, VERB_ASSIGN, item);
	struct decision_result result;
	request.assignee = assignee;
	request.reason = str_of(why);
	return decide(f->s, who, &request, &result, &f->err);
}

static bool assign(struct fixture *f, int64_t item, int64_t assignee, const char *why)
{
	return assign_as(f, by(5), item, assignee, why);
}

static bool unassign(struct fixture *f, struct by who, int64_t item)
{
	const struct decision_request request = request_of(who, VERB_UNASSIGN, item);
	struct decision_result result;
	return decide(f->s, who, &request, &result, &f->err);
}

#define assert_for(item_, editor_, why_) \
	do { \
		const struct item now_ = item_read(f, item_); \
		assert_int_equal(now_.assignee, editor_); \
		assert_str(now_.assigned_word, why_); \
	} while (0)

static void an_item_is_set_aside_and_given_back(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), item = item_make(f, "T", 0.5), row = 0;
	struct by who = by(5);
	struct decision last;
	bool found;
	who.logged = &row;
	OK(assign_as(f, who, item, ana, "is the dose right?"));
	assert_for(item, ana, "is the dose right?");
	assert_str(item_read(f, item).assignee_name, "Ana");
	OK(store_decision_get(f->s, &f->a, row, &last, &found, &f->err));
	assert_detail(last, "for Ana: is the dose right?");
	row = 0;
	OK(assign_as(f, who, item, ana, "is the dose right?")); /* so it stands already */
	assert_int_equal(row, 0);
	OK(unassign(f, who, item));
	assert_for(item, 0, "");
	OK(store_decision_get(f->s, &f->a, row, &last, &found, &f->err));
	assert_detail(last, "it was for Ana");
	row = 0;
	OK(unassign(f, who, item));
	assert_int_equal(row, 0);
	OK(ask_undo(f->s, by(9), item, NULL, &f->err));
	assert_for(item, ana, "is the dose right?");
	OK(ask_undo(f->s, by(9), item, NULL, &f->err));
	assert_for(item, 0, "");
}

static void it_needs_a_word_and_an_editor_who_decides(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), rea = editor(f, "Rea", ROLE_READER),
			item = item_make(f, "T", 0.5);
	char much[NOTE_MAX + 2] = "";
	memset(much, 'x', NOTE_MAX + 1);
	REFUSED(assign(f, item, ana, ""), "why");
	REFUSED(assign(f, item, ana, much), "300");
	REFUSED(assign(f, item, rea, "look"), "only reads");
	REFUSED(assign(f, item, 99, "look"), "no such editor");
	REFUSED(assign(f, 99, ana, "look"), "no item");
	OK(ask_reject(f->s, by(6), item, STR_NONE, &f->err));
	REFUSED(assign(f, item, ana, "look"), "rejected");
	assert_for(item, 0, "");
}

static void a_decision_ends_it_and_its_undo_brings_it_back(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), item = item_make(f, "T", 0.5);
	OK(assign(f, item, ana, "look"));
	OK(ask_edit(f->s, by(6), item, &(struct edit){.section = SECTION_TRIALS}, &f->err));
	assert_for(item, ana, "look"); /* words alone answer nothing */
	OK(ask_reject(f->s, by(7), item, STR_NONE, &f->err));
	assert_for(item, 0, "");
	OK(ask_undo(f->s, by(8), item, NULL, &f->err));
	assert_for(item, ana, "look");
	OK(ask_defer(f->s, by(9), item, 900, &f->err));
	assert_for(item, 0, "");
	OK(ask_undo(f->s, by(10), item, NULL, &f->err));
	OK(ask_approve(f->s, by(11), item, SECTION_NONE, STR_NONE, &f->err));
	assert_for(item, 0, "");
	show_all(f);
	OK(assign(f, item, ana, "published: is it still so?"));
	assert_int_equal(atoi(sql(f, "SELECT count(*) FROM dirty")), 0); /* readers see nothing of it */
	OK(ask_withdraw(f->s, by(12), item, S("Mice."), &f->err));
	assert_for(item, 0, "");
	OK(ask_undo(f->s, by(13), item, NULL, &f->err));
	assert_for(item, ana, "published: is it still so?");
}

/* A source that approves by itself has not answered what an editor was asked. */
static void a_source_does_not_end_it(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), item = item_make(f, "T", 0.5);
	struct by source = by(6);
	source.automatic = true;
	OK(assign(f, item, ana, "look"));
	OK(ask_approve(f->s, source, item, SECTION_NONE, STR_NONE, &f->err));
	assert_for(item, ana, "look");
}

static void two_who_set_it_aside_do_not_overwrite_each_other(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), ben = editor(f, "Ben", ROLE_EDITOR),
			item = item_make(f, "T", 0.5);
	bool stale = false;
	struct by who = by(5);
	who.version = item_read(f, item).version;
	who.stale = &stale;
	OK(assign_as(f, who, item, ana, "look"));
	assert_false(assign_as(f, who, item, ben, "look"));
	assert_true(stale);
	assert_for(item, ana, "look");
	stale = false;
	assert_false(unassign(f, who, item));
	assert_true(stale);
	OK(assign_as(f, who, item, ana, "look")); /* both wanted the same */
}

/* What stood before a decision may be for somebody who is gone by its undo. */
static void nothing_comes_back_for_one_who_is_gone(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), item = item_make(f, "T", 0.5);
	OK(assign(f, item, ana, "look"));
	OK(ask_approve(f->s, by(6), item, SECTION_NONE, STR_NONE, &f->err));
	sql(f, "UPDATE editor SET active = 0");
	OK(ask_undo(f->s, by(7), item, NULL, &f->err));
	assert_for(item, 0, "");
	assert_int_equal(item_read(f, item).state, ITEM_QUEUED);
}

static void a_merge_keeps_it(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), a = item_make(f, "A", 0.5),
			b = item_make(f, "B", 0.5), n;
	OK(assign(f, b, ana, "look"));
	OK(ask_merge(f->s, by(6), a, b, &f->err));
	assert_for(a, ana, "look");
	OK(store_assigned_count(f->s, ana, &n, &f->err));
	assert_int_equal(n, 1);
	OK(ask_undo(f->s, by(7), a, NULL, &f->err));
	assert_for(a, 0, "");
	assert_for(b, ana, "look");
}

static void what_waits_says_who_asked(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), a = item_make(f, "A", 0.5),
			b = item_make(f, "B", 0.5), c = item_make(f, "C", 0.5);
	struct assigneds assigned;
	OK(assign(f, b, ana, "first"));
	OK(assign(f, a, ana, "second"));
	OK(assign(f, c, ana, "third"));
	OK(ask_undo(f->s, by(7), c, NULL, &f->err));
	OK(store_assigned_list(f->s, &f->a, ana, 9, &assigned, &f->err));
	assert_int_equal(assigned.n, 2);
	assert_true(assigned.v[0].item.id == a && assigned.v[1].item.id == b);
	assert_str(assigned.v[0].by, "ada");
	assert_int_equal(assigned.v[0].at, 5);
}

/* -- Notes -- */

static int64_t note(struct fixture *f, int64_t item, const char *author, const char *text)
{
	const struct note_request request = {
		.item = item, .editor = str_of(author), .now = 20, .text = str_of(text)};
	int64_t id;
	OK(item_note_write(f->s, &f->a, &request, &id, &f->err));
	return id;
}

static int64_t unread(struct fixture *f, int64_t editor)
{
	int64_t n;
	OK(store_mention_count(f->s, editor, &n, &f->err));
	return n;
}

static bool take_back(struct fixture *f, int64_t item, int64_t id, const char *author)
{
	const struct note_request request = {.item = item, .editor = str_of(author), .now = 30};
	return item_note_take_back(f->s, &f->a, &request, id, &f->err);
}

static void a_note_tells_those_whom_it_names(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana María", ROLE_EDITOR), ben = editor(f, "Ben", ROLE_READER),
			item = item_make(f, "T", 0.5), first = note(f, item, "Eve", "@Eva"),
			id = note(f, item, "ben", "@ana maria, @Ben: look\nhere");
	struct item_mentions list;
	struct item_notes notes;
	assert_int_equal(unread(f, ana), 1);
	assert_int_equal(unread(f, ben), 0); /* its author knows it */
	OK(store_mention_list(f->s, &f->a, ana, false, 9, &list, &f->err));
	assert_int_equal(list.n, 1);
	assert_str(list.v[0].note.text, "@ana maria, @Ben: look\nhere");
	assert_str(list.v[0].title, "T");
	assert_str(list.v[0].note.editor, "Ben");
	OK(store_mention_read(
		f->s, &(struct mention_read){.editor = ana, .now = 25, .item = item + 1}, &f->err));
	assert_int_equal(unread(f, ana), 1);
	OK(store_mention_read(
		f->s, &(struct mention_read){.editor = ana, .now = 25, .up_to = first}, &f->err));
	assert_int_equal(unread(f, ana), 1);
	OK(store_mention_read(
		f->s, &(struct mention_read){.editor = ana, .now = 25, .item = item}, &f->err));
	assert_int_equal(unread(f, ana), 0);
	OK(store_mention_list(f->s, &f->a, ana, true, 9, &list, &f->err));
	assert_int_equal(list.n, 1);
	OK(store_item_note_list(f->s, &f->a, item, 0, &notes, &f->err));
	assert_true(notes.n == 2 && notes.v[0].id == id && notes.v[0].author == ben);
}

static void its_author_alone_takes_it_back(void **state)
{
	struct fixture *f = *state;
	int64_t ana = editor(f, "Ana", ROLE_EDITOR), item = item_make(f, "T", 0.5),
			other = item_make(f, "U", 0.5), id = note(f, item, "Ben", "@Ana look"), n;
	struct item_note last;
	editor(f, "Eve", ROLE_ADMIN);
	REFUSED(take_back(f, item, id, "Eve"), "Ben’s");
	REFUSED(take_back(f, other, id, "Ben"), "no note");
	REFUSED(take_back(f, item, id + 1, "Ben"), "no note");
	assert_int_equal(unread(f, ana), 1);
	OK(take_back(f, item, id, "BEN")); /* of the command line, who is no editor */
	OK(take_back(f, item, id, "Ben")); /* it stays so */
	assert_int_equal(unread(f, ana), 0);
	OK(store_item_note_last(f->s, &f->a, item, &n, &last, &f->err));
	assert_true(!n && !last.id);
	assert_string_equal(sql(f, "SELECT text || taken_back FROM item_note"), "@Ana look30");
	assert_non_null(strstr(sql(f, "UPDATE item_note SET text = 'x'"), "taken back"));
	assert_non_null(strstr(sql(f, "UPDATE item_note SET taken_back = NULL"), "taken back"));
	assert_non_null(strstr(sql(f, "DELETE FROM item_note"), "deleted"));
}

/* An editor who comes later does not own what somebody of that name wrote at the command line. */
static void a_later_editor_of_the_name_is_another(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "T", 0.5), id = note(f, item, "Ben", "Mine.");
	editor(f, "Ben", ROLE_EDITOR);
	REFUSED(take_back(f, item, id, "Ben"), "Ben’s");
}

static void a_note_has_a_text_of_bounded_length(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "T", 0.5), id;
	char much[ITEM_NOTE_MAX + 2] = "";
	struct note_request request = {.item = item, .editor = S("Ben"), .now = 20, .text = S(" \n ")};
	struct item_note kept;
	bool found;
	memset(much, 'x', ITEM_NOTE_MAX + 1);
	REFUSED(item_note_write(f->s, &f->a, &request, &id, &f->err), "something");
	request.text = str_of(much);
	REFUSED(item_note_write(f->s, &f->a, &request, &id, &f->err), "1000");
	request.text = str_sub(request.text, 0, ITEM_NOTE_MAX);
	OK(item_note_write(f->s, &f->a, &request, &id, &f->err));
	request.text = S("a\x01\xFF\xE2\x80\xAE"
					 "b");
	OK(item_note_write(f->s, &f->a, &request, &id, &f->err));
	OK(store_item_note_get(f->s, &f->a, id, &kept, &found, &f->err));
	assert_str(kept.text,
		"a \xEF\xBF\xBD"
		"b");
	request.item = item + 1;
	REFUSED(item_note_write(f->s, &f->a, &request, &id, &f->err), "no item");
}

static void what_was_said_last_is_not_said_again(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "T", 0.5), other = item_make(f, "U", 0.5);
	int64_t first = note(f, item, "Ben", "Is it so?");
	assert_int_equal(note(f, item, "Ben", " Is it so? "), first);
	assert_int_not_equal(note(f, other, "Ben", "Is it so?"), first);
	int64_t answer = note(f, item, "Ana", "Is it so?");
	assert_int_not_equal(answer, first);
	int64_t again = note(f, item, "Ben", "Is it so?");
	assert_int_not_equal(again, first);
	const struct note_request request = {.item = item, .editor = S("Ben"), .now = 30};
	OK(item_note_take_back(f->s, &f->a, &request, again, &f->err));
	int64_t anew = note(f, item, "Ben", "Is it so?");
	assert_true(anew != first && anew != again);
}

static void notes_follow_their_item(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5), n;
	struct item_note last;
	note(f, a, "Ben", "one");
	int64_t second = note(f, b, "Ben", "two");
	long version = item_read(f, a).version;
	OK(ask_merge(f->s, by(6), a, b, &f->err));
	OK(store_item_note_last(f->s, &f->a, a, &n, &last, &f->err));
	assert_true(n == 2 && last.id == second);
	assert_int_equal(item_read(f, a).version, version + 1); /* a note is no change of the item */
	note(f, b, "Ben", "three");                             /* the alias stands for the item */
	OK(ask_undo(f->s, by(7), a, NULL, &f->err));
	OK(store_item_note_last(f->s, &f->a, a, &n, &last, &f->err));
	assert_int_equal(n, 2);
	OK(store_item_note_last(f->s, &f->a, b, &n, &last, &f->err));
	assert_int_equal(n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_is_set_aside_and_given_back),
		TEST(it_needs_a_word_and_an_editor_who_decides),
		TEST(a_decision_ends_it_and_its_undo_brings_it_back),
		TEST(a_source_does_not_end_it),
		TEST(two_who_set_it_aside_do_not_overwrite_each_other),
		TEST(nothing_comes_back_for_one_who_is_gone),
		TEST(a_merge_keeps_it),
		TEST(what_waits_says_who_asked),
		TEST(a_note_tells_those_whom_it_names),
		TEST(its_author_alone_takes_it_back),
		TEST(a_later_editor_of_the_name_is_another),
		TEST(a_note_has_a_text_of_bounded_length),
		TEST(what_was_said_last_is_not_said_again),
		TEST(notes_follow_their_item),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
