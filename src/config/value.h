/* values: what the text after a key may be, and what it becomes. Inside config/. */
#ifndef CONFIG_VALUE_H
#define CONFIG_VALUE_H

#include "config/problem.h"
#include "config/syntax.h"
#include "model/mail_list.h"
#include "model/source.h"

enum { SLUG_MAX = 100 }; /* bytes of a topic's slug */

/* Reads the setting's value into the field that the key stands for. A value that is not of its sort
 * is a problem at the setting's line and leaves the field as it was. */
typedef void value_reader(struct problems *problems, const struct setting *setting, void *field);

/* field: struct str */
value_reader value_text;             /* white space collapsed */
value_reader value_path;             /* of a file, one line, not empty */
value_reader value_lines;            /* trimmed, line ends kept */
value_reader value_slug;             /* a-z 0-9 and single hyphens: safe as a file name */
value_reader value_url;              /* http or https */
value_reader value_base;             /* the same, ending in "/" */
value_reader value_desk, value_door; /* https, a host and nothing behind it; ending in "/" */
value_reader value_smtp;             /* smtp or smtps */
value_reader value_inbox;            /* maildir:, mbox:, imaps: or imap: */
value_reader value_email;
value_reader value_authority; /* RFC 4151 section 2.1: DNS name or e-mail address, comma, date */
value_reader value_language;  /* BCP 47 in form */
value_reader value_image;     /* the name of an image file, without a folder; or empty */
value_reader value_timezone;  /* of the tz database that is installed, or UTC */
/* field: struct strs */
value_reader value_texts;
value_reader value_urls;   /* http or https, each of them once */
value_reader value_ranges; /* addresses in CIDR notation */
/* field: struct pattern * */
value_reader value_pattern;
/* field: enum section */
value_reader value_section;
/* field: bool[SECTION_COUNT] */
value_reader value_sections;
/* field: enum cadence */
value_reader value_cadence;
/* field: bool */
value_reader value_approve;
value_reader value_switch;      /* yes or no */
value_reader value_dates;       /* iso or language */
value_reader value_after_crash; /* again or editor */
/* field: int64_t, seconds */
value_reader value_duration;
/* field: long, 1 to 1000 */
value_reader value_count;
/* field: long, 1 to 1000000 */
value_reader value_number;

/* Reads words that are among the choices of a source's setting: into value->texts when the setting
 * is of type SETTING_CHOICES, else into value->text. */
void value_choices(struct problems *problems, const struct setting *setting,
	const struct source_setting *schema, struct source_value *value);

#endif
