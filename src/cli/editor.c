#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "desk/invite.h"
#include "desk/password.h"
#include "desk/people.h"
#include "mail/letter.h"
#include "mail/message.h"
#include "store/session.h"

enum { LINE = 1024 };

/* The options of all actions. */
struct editor_options {
	struct str role, email;
	struct str daily, published, sources;
	bool password_stdin;
};

static struct str name_argument(struct cli *cli, size_t i)
{
	return str_collapse(&cli->arena, utf8_clean(&cli->arena, str_of(cli_argument(cli, i))));
}

/* The name that the action is about. */
static struct str editor_name(struct cli *cli)
{
	return name_argument(cli, 0);
}

/* One line; on a terminal nothing of it is shown. False at the end of the input. */
static bool read_line(const char *prompt, char line[static LINE])
{
	struct termios as_it_was, silent;
	bool terminal = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &as_it_was) == 0;
	if (terminal) {
		silent = as_it_was;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
		fprintf(stderr, "%s: ", prompt);
	}
	bool well = fgets(line, LINE, stdin) != NULL;
	if (terminal) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &as_it_was);
		fputc('\n', stderr);
	}
	line[well ? strcspn(line, "\r\n") : 0] = 0;
	return well;
}

/* Asked for twice on a terminal, where nobody sees what is typed. */
static bool ask_password(
	struct cli *cli, const struct editor_options *options, struct str *hash, struct err *err)
{
	char line[LINE], again[LINE];
	if (!options->password_stdin && !isatty(STDIN_FILENO))
		return err_set(err, "a password is typed at a terminal, or comes with --password-stdin");
	if (!read_line("Password", line))
		return err_set(err, "no password was given");
	if (!password_fit(str_of(line), err))
		return false;
	if (isatty(STDIN_FILENO) && (!read_line("Once more", again) || strcmp(line, again) != 0))
		return err_set(err, "the two are not the same");
	bool well = password_hash(&cli->arena, str_of(line), hash, err);
	explicit_bzero(line, sizeof line);
	explicit_bzero(again, sizeof again);
	return well;
}

/* The role that --role gives a new editor. Without it the first one is admin, since somebody has to
 * be able to let others in. */
static bool first_role(struct cli *cli, struct str word, enum role *role, struct err *err)
{
	struct editors editors;
	if (word.n)
		return editor_role_of(word, role) ||
			err_set(err,
				"there is no role “" STR_FMT "”; the roles are reader, editor, senior and admin",
				STR_ARG(word));
	*role = ROLE_ADMIN;
	if (!store_editor_list(cli->store, &cli->arena, &editors, err))
		return false;
	for (size_t i = 0; i < editors.n; i++)
		if (editors.v[i].role == ROLE_ADMIN)
			*role = ROLE_EDITOR;
	return true;
}

/* Whether the address of --email is one; an empty or missing one is fine. */
static bool check_email(struct cli *cli, const struct editor_options *options, struct err *err)
{
	struct str address;
	return !options->email.n || message_address(&cli->arena, options->email, &address, err);
}

static bool store_new(struct cli *cli, const struct editor *editor, struct err *err)
{
	int64_t id;
	if (!people_add(cli->store, editor, &id, err))
		return false;
	const struct letter_wish wish = {id, editor->email, STR_NONE, cli->now};
	return !editor->email.n || letter_want_address(&cli->site, cli->store, &wish, err);
}

static bool editor_add(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	struct str name = editor_name(cli);
	struct editor editor = {.name = name, .email = options->email, .created = cli->now};
	if (!check_email(cli, options, err) || !first_role(cli, options->role, &editor.role, err) ||
		!ask_password(cli, options, &editor.password, err) || !store_begin(cli->store, err))
		return false;
	if (!store_new(cli, &editor, err) || !store_commit(cli->store, err))
		return store_rollback(cli->store), false;
	printf(STR_FMT " is now %s\n", STR_ARG(name), editor_role_word(editor.role));
	return true;
}

/* The editor that the action is about. */
static bool find_editor(struct cli *cli, struct editor *editor, struct err *err)
{
	struct str name = editor_name(cli);
	bool found;
	if (!store_editor_find(cli->store, &cli->arena, name, editor, &found, err))
		return false;
	return (found && editor->active) ||
		err_set(err, "there is no editor called “" STR_FMT "”; `tidings editor list` shows them",
			STR_ARG(name));
}

/* In whose name an editor is changed. */
static struct people_by by_user(struct cli *cli)
{
	return (struct people_by){.site = &cli->site,
		.store = cli->store,
		.actor = cli_request(cli, VERB_EDIT, 0).actor,
		.now = cli->now};
}

static bool editor_remove(struct cli *cli, struct err *err)
{
	const struct people_by by = by_user(cli);
	struct editor editor;
	if (!find_editor(cli, &editor, err))
		return false;
	editor.active = false;
	editor.password = STR_NONE;
	if (!people_change(&by, &editor, err) ||
		!store_session_end_others(cli->store, editor.id, 0, err))
		return false;
	printf(STR_FMT " is removed, and logged out everywhere\n", STR_ARG(editor.name));
	return true;
}

/* The second factor goes too, for an editor who lost it. */
static bool editor_password(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	struct editor editor;
	if (!find_editor(cli, &editor, err) || !ask_password(cli, options, &editor.password, err))
		return false;
	editor.totp = STR_NONE;
	editor.totp_used = 0;
	if (!store_editor_write(cli->store, &editor, err) ||
		!store_session_end_others(cli->store, editor.id, 0, err))
		return false;
	printf(STR_FMT " has a new password, and is logged out everywhere\n", STR_ARG(editor.name));
	return true;
}

static bool editor_role(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	const struct people_by by = by_user(cli);
	struct editor editor;
	if (!find_editor(cli, &editor, err))
		return false;
	if (!editor_role_of(options->role, &editor.role))
		return err_set(err, "which --role? The roles are reader, editor, senior and admin");
	if (!people_change(&by, &editor, err))
		return false;
	printf(STR_FMT " is now %s\n", STR_ARG(editor.name), editor_role_word(editor.role));
	return true;
}

static bool editor_email(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	struct editor editor;
	if (!options->email.p)
		return err_set(err, "which --email? An empty one takes the address away");
	if (!find_editor(cli, &editor, err) || !check_email(cli, options, err))
		return false;
	const struct letter_wish wish = {editor.id, options->email, STR_NONE, cli->now};
	if (!letter_want_address(&cli->site, cli->store, &wish, err))
		return false;
	if (!options->email.n)
		printf(STR_FMT " has no address any more\n", STR_ARG(editor.name));
	else if (site_mails(&cli->site))
		printf("the worker mails a link to " STR_FMT ", who confirms by it that the address is "
			   "theirs\n",
			STR_ARG(editor.name));
	else
		printf("noted; it cannot be confirmed before a mail server is configured (mail.smtp)\n");
	return true;
}

static bool editor_rename(struct cli *cli, struct err *err)
{
	struct editor editor;
	struct str name = name_argument(cli, 1);
	if (!find_editor(cli, &editor, err) ||
		!people_rename(cli->store, editor.id, editor.name, name, err))
		return false;
	printf(STR_FMT " is now called " STR_FMT "\n", STR_ARG(editor.name), STR_ARG(name));
	return true;
}

/* "on" or "off"; nothing given leaves it as it is. */
static bool take_switch(struct str word, bool *value, struct err *err)
{
	if (!word.n)
		return true;
	*value = str_eq(word, S("on"));
	return *value || str_eq(word, S("off")) ||
		err_set(err, "“" STR_FMT "” is neither on nor off", STR_ARG(word));
}

static bool take_hour(struct str word, int *hour, struct err *err)
{
	long number;
	if (!word.n)
		return true;
	if (str_eq(word, S("off"))) {
		*hour = -1;
		return true;
	}
	if (!str_to_long(word, &number) || number < 0 || number >= MAIL_HOURS)
		return err_set(err, "--daily is an hour from 0 to 23, or off");
	*hour = (int)number;
	return true;
}

static void print_mail(const struct editor *editor, const struct editor_mail *mail)
{
	char hour[8] = "off";
	if (mail->daily >= 0)
		snprintf(hour, sizeof hour, "%02d:00", mail->daily % MAIL_HOURS);
	printf(STR_FMT ": what waits, daily: %s; retractions and stopped trials: %s; failing sources: "
				   "%s%s\n",
		STR_ARG(editor->name), hour, mail->of_published ? "on" : "off",
		mail->of_sources ? "on" : "off", editor->email.n ? "" : " (no confirmed address)");
}

static bool editor_mail(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	struct editor editor;
	struct editor_mail mail;
	if (!find_editor(cli, &editor, err) ||
		!store_editor_mail_get(cli->store, &cli->arena, editor.id, &mail, err))
		return false;
	int before = mail.daily;
	if (!take_hour(options->daily, &mail.daily, err) ||
		!take_switch(options->published, &mail.of_published, err) ||
		!take_switch(options->sources, &mail.of_sources, err))
		return false;
	mail.daily_day = letter_first_day(&cli->arena, &mail, before, cli->now);
	if (!store_editor_mail_choose(cli->store, editor.id, &mail, err))
		return false;
	print_mail(&editor, &mail);
	return true;
}

static bool print_link(struct cli *cli, int64_t invitation, struct err *err)
{
	struct str path, desk = cli->site.desk_url;
	if (!invite_link(cli->store, &cli->arena, invitation, cli->now, &path, err))
		return false;
	if (!desk.n)
		puts("to hand over, below the address of the desk; it can be used once, within a week:");
	else
		puts("to hand over; it can be used once, within a week:");
	printf(STR_FMT STR_FMT "\n", STR_ARG(str_or(desk, S("/"))), STR_ARG(path));
	return true;
}

static bool editor_invite(struct cli *cli, struct err *err)
{
	const struct editor_options *options = cli->options;
	struct invitation invitation = {
		.name = editor_name(cli), .address = options->email, .at = cli->now};
	int64_t id;
	bool mailed;
	if (!first_role(cli, options->role, &invitation.role, err) ||
		!invite_make(&cli->site, cli->store, &invitation, &id, &mailed, err))
		return false;
	printf(
		STR_FMT " is invited as %s\n", STR_ARG(invitation.name), editor_role_word(invitation.role));
	if (!mailed)
		return print_link(cli, id, err);
	puts("the worker mails a link, which is good for a week");
	return true;
}

static bool editor_uninvite(struct cli *cli, struct err *err)
{
	struct invitations all;
	struct str name = utf8_fold(&cli->arena, editor_name(cli));
	size_t n = 0;
	bool well = store_invitation_list(cli->store, &cli->arena, &all, err);
	for (size_t i = 0; well && i < all.n; i++)
		if (str_eq(utf8_fold(&cli->arena, all.v[i].name), name)) {
			well = store_invitation_end(cli->store, all.v[i].id, err);
			n++;
		}
	if (well && !n)
		return err_set(err, "nobody of that name is invited; `tidings editor list` shows who is");
	if (well)
		puts("the invitation is taken back");
	return well;
}

static bool list_invited(struct cli *cli, struct err *err)
{
	struct invitations all;
	if (!store_invitation_list(cli->store, &cli->arena, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		printf(
			"%-8s " STR_FMT ", invited\n", editor_role_word(all.v[i].role), STR_ARG(all.v[i].name));
	return true;
}

static bool editor_list(struct cli *cli, struct err *err)
{
	struct editors editors;
	char seen[TIME_TEXT];
	if (!store_editor_list(cli->store, &cli->arena, &editors, err))
		return false;
	for (size_t i = 0; i < editors.n; i++)
		printf("%-8s " STR_FMT "%s%s\n", editor_role_word(editors.v[i].role),
			STR_ARG(editors.v[i].name), editors.v[i].last_seen == NO_TIME ? "" : ", last here ",
			editors.v[i].last_seen == NO_TIME ? "" : time_rfc3339(editors.v[i].last_seen, seen));
	if (!editors.n)
		puts("nobody yet: tidings editor add NAME");
	return list_invited(cli, err);
}

/* clang-format off */
#define OPTION_ROLE {"role", "R", option_text, offsetof(struct editor_options, role), NULL}
#define OPTION_EMAIL {"email", "A", option_text, offsetof(struct editor_options, email), NULL}
#define OPTION_TEXT(word, of, what) \
	{word, what, option_text, offsetof(struct editor_options, of), NULL}
#define OPTION_PASSWORD \
	{"password-stdin", .field = offsetof(struct editor_options, password_stdin)}

#define ACTION(word, needs_, ...) \
	{.name = "editor " #word, .run = editor_##word, .needs = NEEDS_STORE | (needs_), \
		.options_size = sizeof(struct editor_options), __VA_ARGS__}
#define ONE_NAME .arguments = {"NAME", 1, 1, "which editor? One name"}
#define OPTIONS(...) .options = (const struct option[]){__VA_ARGS__, {0}}

static const struct command ACTIONS[] = {
	ACTION(add, 0, ONE_NAME, OPTIONS(OPTION_ROLE, OPTION_EMAIL, OPTION_PASSWORD),
		.help = "a new editor: reader, editor, senior or admin"),
	ACTION(invite, 0, ONE_NAME, OPTIONS(OPTION_ROLE, OPTION_EMAIL),
		.help = "a link by which somebody becomes an editor: mailed, or to hand over"),
	ACTION(uninvite, 0, ONE_NAME,
		.help = "takes an invitation back"),
	ACTION(list, 0, .arguments = {.wrong = "editor list takes no name"},
		.help = "who works at the desk"),
	ACTION(rename, 0, .arguments = {"OLD NEW", 2, 2, "which editor, and which name? Two names"},
		.help = "gives another name; what they did stays theirs"),
	ACTION(role, NEEDS_EDITOR, ONE_NAME, OPTIONS(OPTION_ROLE),
		.help = "gives another role"),
	ACTION(email, 0, ONE_NAME, OPTIONS(OPTION_EMAIL),
		.help = "where mail for the editor goes, once it is confirmed; empty: nowhere"),
	ACTION(mail, 0, ONE_NAME,
		OPTIONS(OPTION_TEXT("daily", daily, "HOUR|off"),
			OPTION_TEXT("published", published, "on|off"),
			OPTION_TEXT("sources", sources, "on|off")),
		.help = "what is mailed to the editor: what waits, and what comes about"),
	ACTION(password, 0, ONE_NAME, OPTIONS(OPTION_PASSWORD),
		.help = "gives a new password, and takes a lost second step off the login"),
	ACTION(remove, NEEDS_EDITOR, ONE_NAME,
		.help = "lets the editor in no more"),
	{0},
};
/* clang-format on */

const struct command COMMAND_EDITOR = {
	.name = "editor",
	.help = "who works at the desk: reader, editor, senior or admin",
	.actions = ACTIONS,
};
