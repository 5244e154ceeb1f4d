#include "cli/option.h"

#include "base/utf8.h"

/* An option with an empty value is not an option that is missing: its text has p != NULL. */
static struct str given(struct str text)
{
	return text.n ? text : (struct str){"", 0};
}

bool option_text(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)cli;
	(void)err;
	*(struct str *)field = given(value);
	return true;
}

bool option_line(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)err;
	*(struct str *)field = given(str_collapse(&cli->arena, utf8_clean(&cli->arena, value)));
	return true;
}

bool option_section(struct cli *cli, struct str value, void *field, struct err *err)
{
	enum section section = section_of(value);
	(void)cli;
	if (value.n && section == SECTION_NONE)
		return err_set(err,
			"there is no section “" STR_FMT "”; the sections are research, news and trials",
			STR_ARG(value));
	*(enum section *)field = section;
	return true;
}

bool option_id(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)cli;
	return cli_id(value, field, err);
}
