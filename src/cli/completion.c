/* completion: shells complete the program's words. What may follow is known here alone, from the
 * table of commands; a shell's script only asks (`completion words`) and offers what it is told. */
#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/commands.h"

static const struct command *const ALL[] = COMMANDS_TABLE;

/* The words of the command line so far; the last one, which may be empty, is being typed. */
struct typed {
	struct arena *a;
	const struct arguments *words;
	struct str last;
};

/* "word<TAB>what it is" when it begins as the last word does. */
static void offer(const struct typed *t, struct str word, const char *what)
{
	if (str_starts(word, t->last))
		printf(STR_FMT "%s%s\n", STR_ARG(word), what ? "\t" : "", what ? what : "");
}

static struct str action_word(const struct command *action)
{
	struct str word = str_of(action->name);
	str_cut(&word, ' ');
	return word;
}

static void offer_commands(const struct typed *t)
{
	for (const struct command *const *c = ALL; *c; c++)
		offer(t, str_of((*c)->name), (*c)->help);
	offer(t, S("help"), "says what a command does");
}

static void offer_actions(const struct typed *t, const struct command *command)
{
	for (const struct command *action = command->actions; action->name; action++)
		offer(t, action_word(action), action->help);
}

static void offer_options(const struct typed *t, const struct command *command)
{
	for (const struct option *o = command->options; o && o->name; o++)
		offer(t, STR_CAT(t->a, S("--"), str_of(o->name)), o->value);
	if (command->needs & NEEDS_EDITOR)
		offer(t, S("--as"), COMMAND_OPTION_AS.value);
	offer(t, S("--help"), NULL);
}

/* The words that the option before the last word takes. False: that is no option with a value, so
 * its value is not what is being typed. */
static bool offer_values(const struct typed *t, const struct command *command)
{
	struct str before = str_of(t->words->v[t->words->n - 2]);
	for (const struct option *o = command->options; o && o->name; o++) {
		if (!o->value || !str_eq(before, STR_CAT(t->a, S("--"), str_of(o->name))))
			continue;
		struct strs choices = option_choices(t->a, o);
		for (size_t i = 0; i < choices.n; i++)
			offer(t, choices.v[i], NULL);
		return true;
	}
	return command->needs & NEEDS_EDITOR && str_eq(before, S("--as"));
}

static const struct command *command_of(struct str word)
{
	for (const struct command *const *c = ALL; *c; c++)
		if (str_eq(word, str_of((*c)->name)))
			return *c;
	return NULL;
}

static const struct command *action_of(const struct command *command, struct str word)
{
	for (const struct command *action = command->actions; action->name; action++)
		if (str_eq(word, action_word(action)))
			return action;
	return NULL;
}

/* Where the command stands: behind the global options, which all take a value. */
static size_t place_of_command(const struct arguments *words)
{
	size_t i = 0;
	while (i < words->n && words->v[i][0] == '-')
		i += 2;
	return i;
}

static void offer_what_follows(const struct typed *t)
{
	size_t at = place_of_command(t->words), last = t->words->n - 1;
	if (at == last)
		offer_commands(t);
	if (at >= last)
		return;
	const struct command *command = command_of(str_of(t->words->v[at]));
	if (command && command->actions && ++at == last)
		offer_actions(t, command);
	else if (command && command->actions)
		command = action_of(command, str_of(t->words->v[at]));
	if (command && !command->actions && !offer_values(t, command) && str_starts(t->last, S("-")))
		offer_options(t, command);
}

static bool words_run(struct cli *cli, struct err *err)
{
	struct typed t = {.a = &cli->arena, .words = &cli->arguments};
	(void)err;
	t.last = str_of(t.words->v[t.words->n - 1]);
	offer_what_follows(&t);
	return true;
}

/* Where nothing is offered all three offer files. */
static bool bash_run(struct cli *cli, struct err *err)
{
	(void)cli;
	(void)err;
	puts("_tidings() {\n"
		 "  local IFS=$'\\n'\n"
		 "  COMPREPLY=($(\"${COMP_WORDS[0]}\" completion words -- \\\n"
		 "    \"${COMP_WORDS[@]:1:COMP_CWORD}\" 2>/dev/null | cut -f1))\n"
		 "}\n"
		 "complete -o default -F _tidings tidings");
	return true;
}

static bool zsh_run(struct cli *cli, struct err *err)
{
	(void)cli;
	(void)err;
	puts("_tidings() {\n"
		 "  local -a found\n"
		 "  found=(\"${(@f)$(\"$words[1]\" completion words -- \"${(@)words[2,CURRENT]}\" \\\n"
		 "    2>/dev/null)}\")\n"
		 "  found=(\"${(@)${(@)found//:/\\\\:}//$'\\t'/:}\")\n"
		 "  [[ -n $found[1] ]] && _describe tidings found || _files\n"
		 "}\n"
		 "compdef _tidings tidings");
	return true;
}

static bool fish_run(struct cli *cli, struct err *err)
{
	(void)cli;
	(void)err;
	puts("function __tidings_words\n"
		 "  set -l words (commandline -opc) (commandline -ct)\n"
		 "  set -l found ($words[1] completion words -- $words[2..] 2>/dev/null)\n"
		 "  set -q found[1]; and printf '%s\\n' $found; or __fish_complete_path (commandline -ct)\n"
		 "end\n"
		 "complete -c tidings -f -a '(__tidings_words)'");
	return true;
}

static const struct command ACTIONS[] = {
	{.name = "completion bash",
		.help = "a script for bash: source <(tidings completion bash)",
		.arguments = {.wrong = "completion bash takes nothing"},
		.run = bash_run},
	{.name = "completion zsh",
		.help = "a script for zsh: source <(tidings completion zsh)",
		.arguments = {.wrong = "completion zsh takes nothing"},
		.run = zsh_run},
	{.name = "completion fish",
		.help = "a script for fish: tidings completion fish | source",
		.arguments = {.wrong = "completion fish takes nothing"},
		.run = fish_run},
	{.name = "completion words",
		.help = "what may follow these words, the last of which is being typed",
		.arguments = {"-- WORD…", 1, ARGUMENTS_ANY, "which words?"},
		.run = words_run},
	{0},
};

const struct command COMMAND_COMPLETION = {
	.name = "completion",
	.help = "scripts by which shells complete the program's words",
	.actions = ACTIONS,
};
