/* config: the .conf files of feeds/ as a struct site (the design's section 2 has the syntax with
 * examples).
 *
 *     struct site site;
 *     struct strs problems;
 *     if (!config_read(".", &site, &problems))
 *         for (size_t i = 0; i < problems.n; i++)
 *             fprintf(stderr, STR_FMT "\n", STR_ARG(problems.v[i]));
 *     …
 *     config_free(&site);
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include "model/site.h"

/* Reads every .conf file in `folder`/feeds, in the order of their names. Whatever is wrong is
 * reported in one go: one line a problem, in the order of the files ("feeds/x.conf:12: there is no
 * key “qurey” in pubmed; did you mean “query”?"); only an error of syntax hides what follows it in
 * its file. True when there is no problem. *site is filled as far as it could be understood and has
 * to be freed in either case; it owns the problems' text too. "${NAME:-default}" in double quotes
 * is the environment's. Not for several threads at once: libConfuse's parser is one for the
 * process. */
bool config_read(const char *folder, struct site *site, struct strs *problems);
void config_free(struct site *site);

/* What a source asks for, as 32 hexadecimal digits: kind, query or address, filters. Another
 * fingerprint under the same name: what was remembered of earlier visits (watermarks, validators)
 * is not about this question. Label, schedule and filing do not count. */
struct str config_fingerprint(struct arena *a, const struct source *source);

#define CLEANUP_CONFIG __attribute__((cleanup(config_free)))

#endif
