/* What the organisation shows of itself: its images and its own pages. */
#include "cli/check_parts.h"
#include "config/templates.h"
#include "model/image.h"
#include "publish/own_page.h"

static void check_image(struct cli *cli, const char *key, struct str name)
{
	struct err err;
	struct str bytes, folder = config_template_folder(&cli->arena, &cli->site);
	if (!name.n)
		return;
	if (!config_template_read(&cli->arena, folder, name, &bytes, &err))
		return cli_complain(cli, &err);
	if (!image_is(name, bytes))
		check_remark("%s = \"" STR_FMT "\": templates/" STR_FMT
					 " is no image of that kind; browsers will not show it",
			key, STR_ARG(name), STR_ARG(name));
}

static void check_page(struct strs names, size_t i)
{
	struct str name = names.v[i];
	const char *problem = own_page_problem(name);
	if (problem)
		check_remark("templates/pages/" STR_FMT " is not published: %s", STR_ARG(name), problem);
	else if (i && str_eq(own_page_stem(names.v[i - 1]), own_page_stem(name)))
		check_remark("templates/pages/" STR_FMT " is not published: " STR_FMT " is its page",
			STR_ARG(name), STR_ARG(names.v[i - 1]));
}

static void check_pages(struct cli *cli)
{
	struct err err;
	struct strs names;
	struct own_pages pages;
	if (!own_page_files(&cli->arena, &cli->site, &names, &err) ||
		!own_page_list(&cli->arena, &cli->site, &pages, &err))
		return cli_complain(cli, &err);
	for (size_t i = 0; i < names.n; i++)
		check_page(names, i);
	if (!pages.problem.n)
		return;
	err_set(&err, STR_FMT, STR_ARG(pages.problem));
	cli_complain(cli, &err);
}

void check_face(struct cli *cli)
{
	check_image(cli, "logo", cli->site.logo);
	check_image(cli, "icon", cli->site.icon);
	check_pages(cli);
}
