/* subscriber: who gets the digest. What it prints is numbers, unless addresses are asked for. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "mail/subscriber.h"

enum { LINE = 1024, IMPORT_MAX = 64 << 20 };

/* The options of all actions. */
struct subscriber_options {
	struct str lists; /* slugs, spaces or commas between them */
	struct str proof;
	bool addresses;
};

static struct strs named_lists(struct cli *cli)
{
	const struct subscriber_options *options = cli->options;
	struct strs lists = {0};
	for (struct str rest = options->lists; rest.p;) {
		struct str words = str_cut(&rest, ',');
		while (words.p) {
			struct str slug = str_cut(&words, ' ');
			if (slug.n)
				strs_add(&cli->arena, &lists, slug);
		}
	}
	return lists;
}

/* The address of the action: an argument stands in the history of the shell, so "-" reads a line of
 * standard input. */
static bool take_address(struct cli *cli, struct str *address, struct err *err)
{
	char line[LINE];
	*address = str_of(cli_argument(cli, 0));
	if (!str_eq(*address, S("-")))
		return true;
	if (!fgets(line, sizeof line, stdin))
		return err_set(err, "standard input has no address");
	line[strcspn(line, "\r\n")] = 0;
	*address = str_copy(&cli->arena, str_of(line));
	explicit_bzero(line, sizeof line);
	return true;
}

static bool open_vault(struct cli *cli, enum vault_open how, struct vault *vault, struct err *err)
{
	if (how == VAULT_THERE && !subscriber_vault_is_there(&cli->site)) {
		struct subscriber one;
		bool there;
		if (!store_subscriber_next(cli->store, &cli->arena, 0, &one, &there, err))
			return false;
		if (!there)
			return err_set(err, "there are no subscribers yet");
	}
	return subscriber_vault_open(&cli->site, cli->store, how, vault, err);
}

static bool admit(struct cli *cli, const struct vault *vault, struct str address, struct err *err)
{
	static const char *const said[] = {[SUBSCRIBER_ADMITTED] = "confirmed by the proof",
		[SUBSCRIBER_KNOWN] = "was confirmed before, and stays as it was"};
	const struct subscriber_options *options = cli->options;
	const struct subscriber_consent consent = {.address = address,
		.lists = named_lists(cli),
		.proof = options->proof,
		.how = SUBSCRIBER_BY_EDITOR,
		.now = cli->now};
	enum subscriber_admitted what;
	if (!subscriber_admit(&cli->site, cli->store, vault, &consent, &what, err))
		return false;
	if (what == SUBSCRIBER_ENDED)
		return err_set(err,
			"they left, complained, or their address takes no mail: they can sign up again "
			"themselves, and nobody else can do it");
	if (what == SUBSCRIBER_REFUSED)
		return err_set(err,
			"that is no mail address, no list of this site, or no proof that can be kept: it holds "
			"no “@”");
	puts(said[what]);
	return true;
}

static bool subscriber_add(struct cli *cli, struct err *err)
{
	const struct subscriber_options *options = cli->options;
	struct vault vault CLEANUP_VAULT;
	struct str address;
	if (!take_address(cli, &address, err) || !open_vault(cli, VAULT_MAKE, &vault, err))
		return false;
	if (options->proof.n)
		return admit(cli, &vault, address, err);
	if (!site_signs_up(&cli->site))
		return err_set(err,
			"a letter asks them first, which needs mail { smtp } and door { url }; or say with "
			"--proof when and how they consented");
	const struct subscriber_wish wish = {.address = address,
		.lists = named_lists(cli),
		.how = SUBSCRIBER_BY_EDITOR,
		.now = cli->now};
	if (!subscriber_sign_up(&cli->site, cli->store, &vault, &wish, err))
		return false;
	puts("noted; the worker mails a letter that asks them, unless one was mailed within the hour");
	return true;
}

static bool find(struct cli *cli, struct subscriber *out, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct str address;
	struct hash found;
	bool there;
	if (!take_address(cli, &address, err) || !open_vault(cli, VAULT_THERE, &vault, err))
		return false;
	if (!subscriber_found_by(&vault, &cli->arena, address, &found))
		return err_set(err, "that is no mail address");
	return store_subscriber_find(cli->store, &cli->arena, found, out, &there, err) &&
		(there || err_set(err, "nobody has signed up with this address"));
}

static bool subscriber_remove(struct cli *cli, struct err *err)
{
	const struct strs lists = named_lists(cli);
	struct subscriber one;
	bool changed;
	if (!find(cli, &one, err))
		return false;
	if (!lists.n && !subscriber_leave(cli->store, one.id, STR_NONE, cli->now, &changed, err))
		return false;
	for (size_t i = 0; i < lists.n; i++)
		if (!subscriber_leave(cli->store, one.id, lists.v[i], cli->now, &changed, err))
			return false;
	puts("unsubscribed");
	return true;
}

static bool delete_one(struct cli *cli, struct err *err)
{
	struct subscriber one;
	if (!find(cli, &one, err) || !subscriber_delete(cli->store, one.id, cli->now, err))
		return false;
	puts(
		"deleted: nothing but a number is kept. Backups made before still have the sealed address, "
		"and an import that has it brings them back: take it out of such tables too");
	return true;
}

static bool subscriber_moves(struct cli *cli, struct err *err)
{
	const struct subscription_move move = {
		str_of(cli_argument(cli, 0)), str_of(cli_argument(cli, 1))};
	struct subscription_moved moved;
	if (!subscriber_move(&cli->site, cli->store, &move, cli->now, &moved, err))
		return false;
	printf("%lld moved from " STR_FMT " to " STR_FMT ", of whom %lld were there already; %lld who "
		   "have not confirmed it yet will get that\n",
		(long long)moved.people, STR_ARG(move.from), STR_ARG(move.to), (long long)moved.already,
		(long long)moved.waiting);
	return true;
}

/* Those of lists that are configured no more come last. */
static bool print_stranded(struct cli *cli, struct err *err)
{
	struct stranded_lists lists;
	if (!subscriber_stranded(&cli->site, cli->store, &cli->arena, &lists, err))
		return false;
	for (size_t i = 0; i < lists.n; i++)
		printf("%8lld are on " STR_FMT ", which is configured no more\n",
			(long long)lists.v[i].people, STR_ARG(lists.v[i].slug));
	return true;
}

static bool print_numbers(struct cli *cli, struct err *err)
{
	int64_t states[SUBSCRIBER_STATES], n;
	for (size_t i = 0; i < cli->site.list_count; i++) {
		const struct str slug = cli->site.lists[i].slug;
		if (!store_subscriber_count(cli->store, slug, &n, err))
			return false;
		printf("%8lld get " STR_FMT "\n", (long long)n, STR_ARG(slug));
	}
	if (!print_stranded(cli, err) || !store_subscriber_states(cli->store, states, err))
		return false;
	for (size_t i = 0; i < SUBSCRIBER_STATES; i++)
		printf("%8lld %s\n", (long long)states[i], subscriber_state_word((enum subscriber_state)i));
	return true;
}

static bool print_address(
	struct cli *cli, const struct vault *vault, const struct subscriber *one, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str address;
	struct strs lists;
	if (!subscriber_address(vault, &a, one, &address, err) ||
		!store_subscription_list(cli->store, &a, one->id, &lists, err))
		return false;
	printf(STR_FMT "\t%s", STR_ARG(address), subscriber_state_word(one->state));
	for (size_t i = 0; i < lists.n; i++)
		printf("%c" STR_FMT, i ? ' ' : '\t', STR_ARG(lists.v[i]));
	putchar('\n');
	vault_wipe(address);
	return true;
}

static bool print_addresses(struct cli *cli, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct arena a CLEANUP_ARENA = {0};
	struct subscriber one = {0};
	bool there = true, well = open_vault(cli, VAULT_THERE, &vault, err);
	while (well && there) {
		arena_reset(&a);
		well = store_subscriber_next(cli->store, &a, one.id, &one, &there, err) &&
			(!there || !one.address.n || print_address(cli, &vault, &one, err));
	}
	return well;
}

static bool subscriber_list(struct cli *cli, struct err *err)
{
	const struct subscriber_options *options = cli->options;
	return options->addresses ? print_addresses(cli, err) : print_numbers(cli, err);
}

static bool import_file(struct cli *cli, struct err *err)
{
	const struct subscriber_options *options = cli->options;
	struct vault vault CLEANUP_VAULT;
	struct subscriber_import from = {
		.lists = named_lists(cli), .proof = options->proof, .now = cli->now};
	struct subscriber_imported done;
	if (!file_read(&cli->arena, cli_argument(cli, 0), IMPORT_MAX, &from.bytes, err) ||
		!open_vault(cli, VAULT_MAKE, &vault, err) ||
		!subscriber_import(&cli->site, cli->store, &vault, &from, &done, err))
		return false;
	vault_wipe(from.bytes);
	printf(
		"%zu confirmed by their proof, %zu were before; %zu left, complained or bounced and are "
		"not brought back. Who was deleted for good is not known any more, and is if the table has "
		"them\n",
		done.n[SUBSCRIBER_ADMITTED], done.n[SUBSCRIBER_KNOWN], done.n[SUBSCRIBER_ENDED]);
	if (!done.n[SUBSCRIBER_REFUSED])
		return true;
	return err_set(err,
		"%zu lines were left out, the first of them line %zu: each needs a mail address, lists of "
		"this site, and a proof of consent without “@”",
		done.n[SUBSCRIBER_REFUSED], done.first_refused);
}

static bool export_file(struct cli *cli, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	const char *path = cli_argument(cli, 0);
	size_t n;
	if (!open_vault(cli, VAULT_THERE, &vault, err) ||
		!subscriber_export(cli->store, &vault, path, &n, err))
		return false;
	printf(
		"%s holds %zu addresses, which only you can read: delete it when it has served\n", path, n);
	return true;
}

/* clang-format off */
#define OPTION_TEXT(word, of, what) \
	{word, what, option_text, offsetof(struct subscriber_options, of), NULL}
#define OPTION_LISTS OPTION_TEXT("lists", lists, "SLUGS")
#define OPTION_PROOF OPTION_TEXT("proof", proof, "TEXT")
#define OPTIONS(...) .options = (const struct option[]){__VA_ARGS__, {0}}
#define ACTION(word, function, ...) \
	{.name = "subscriber " word, .run = function, .needs = NEEDS_STORE, \
		.options_size = sizeof(struct subscriber_options), __VA_ARGS__}
#define ONE_ADDRESS \
	.arguments = {"ADDRESS", 1, 1, "which address? “-” reads it from standard input"}
#define ONE_FILE(wrong) .arguments = {"FILE", 1, 1, wrong}

static const struct command ACTIONS[] = {
	ACTION("add", subscriber_add, ONE_ADDRESS, OPTIONS(OPTION_LISTS, OPTION_PROOF),
		.help = "asks somebody by a letter; with a proof of consent they are confirmed at once"),
	ACTION("list", subscriber_list, .arguments = {.wrong = "subscriber list takes no argument"},
		OPTIONS({"addresses", .field = offsetof(struct subscriber_options, addresses)}),
		.help = "how many there are, of each list and in each state; or their addresses"),
	ACTION("remove", subscriber_remove, ONE_ADDRESS, OPTIONS(OPTION_LISTS),
		.help = "takes somebody off a list, or off everything"),
	ACTION("delete", delete_one, ONE_ADDRESS,
		.help = "deletes everything about somebody but a number"),
	ACTION("move", subscriber_moves, .arguments = {"FROM TO", 2, 2, "from which list to which?"},
		.help = "puts everybody on one list on another, such as one that was renamed"),
	ACTION("import", import_file, ONE_FILE("which table (CSV)? “-” is standard input"),
		OPTIONS(OPTION_LISTS, OPTION_PROOF),
		.help = "people who consented elsewhere, with the proof of it; also who was deleted here"),
	ACTION("export", export_file, ONE_FILE("into which file?"),
		.help = "all addresses as JSON Lines, in a file that nobody else can read"),
	{0},
};
/* clang-format on */

const struct command COMMAND_SUBSCRIBER = {
	.name = "subscriber",
	.help = "who gets the digest by mail",
	.actions = ACTIONS,
};
