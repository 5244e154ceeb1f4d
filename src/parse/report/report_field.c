#include "parse/report/report_field.h"

#include "base/array.h"
#include "base/buf.h"

enum { VALUE_MAX = 4000 };

static struct str take_line(struct str *rest)
{
	struct str line = str_cut(rest, '\n');
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	return line;
}

static bool is_folded(struct str rest)
{
	return rest.n && (*rest.p == ' ' || *rest.p == '\t');
}

bool report_field_take(struct arena *a, struct str *rest, struct report_field *out)
{
	while (rest->n) {
		struct str line = take_line(rest), value = line;
		if (!str_trim(line).n)
			return false;
		struct str name = str_trim(str_cut(&value, ':'));
		struct buf b CLEANUP_BUF = buf_new(VALUE_MAX);
		bool field = value.p && name.n && str_find_char(name, ' ') == STR_NOT_FOUND;
		for (buf_add(&b, value); is_folded(*rest);) {
			struct str more = take_line(rest);
			if (!str_trim(more).n)
				break;
			buf_add(&b, more);
		}
		if (!field)
			continue;
		*out = (struct report_field){name, str_copy(a, str_trim(buf_str(&b)))};
		return true;
	}
	return false;
}

bool report_field_is_visible(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f)
			return false;
	return s.n > 0;
}

/* What the first pair of angle brackets holds; all of it when there is none. */
static struct str in_brackets(struct str s)
{
	size_t at = str_find_char(s, '<');
	if (at == STR_NOT_FOUND)
		return str_trim(s);
	struct str rest = str_sub(s, at + 1, SIZE_MAX);
	return str_trim(str_cut(&rest, '>'));
}

struct str report_field_address(struct arena *a, struct str value)
{
	struct str rest = value, type = str_cut(&rest, ';');
	struct str address = in_brackets(rest.p ? rest : type);
	size_t at = str_find_char(address, '@');
	if (!report_field_is_visible(address) || address.n > MAIL_REPORT_ADDRESS_MAX ||
		at == STR_NOT_FOUND || at == 0 || at + 1 == address.n)
		return STR_NONE;
	return str_copy(a, address);
}

struct str report_field_id(struct arena *a, struct str value)
{
	struct str id = in_brackets(value);
	return report_field_is_visible(id) && id.n <= MAIL_REPORT_ID_MAX ? str_copy(a, id) : STR_NONE;
}

/* One to three digits. */
static bool take_part(struct str *rest, int *out)
{
	*out = 0;
	size_t n = 0;
	for (; n < 3 && rest->n && is_digit(*rest->p); n++) {
		*out = 10 * *out + (*rest->p - '0');
		*rest = str_sub(*rest, 1, SIZE_MAX);
	}
	return n > 0;
}

bool report_field_status(struct str text, struct mail_status *out)
{
	struct mail_status status;
	if (!str_take_number(&text, 1, &status.class) || !str_take_char(&text, '.') ||
		!take_part(&text, &status.subject) || !str_take_char(&text, '.') ||
		!take_part(&text, &status.detail))
		return false;
	if ((status.class != 2 && status.class != 4 && status.class != 5) ||
		(text.n && (is_digit(*text.p) || *text.p == '.')))
		return false;
	*out = status;
	return true;
}

/* "550", and behind it a space, a hyphen or nothing. */
static bool take_reply(struct str *text, long *reply)
{
	struct str rest = *text;
	int number;
	if (!str_take_number(&rest, 3, &number) || number < 400 || number > 599 ||
		(rest.n && *rest.p != ' ' && *rest.p != '-'))
		return false;
	*reply = number;
	*text = str_sub(rest, 1, SIZE_MAX);
	return true;
}

/* A word of up to three letters counts alone, a longer one also within another word. Words with an
 * at-sign are addresses, and those with a slash of the web: in them they mean nothing. */
static bool is_of_spam(struct str word)
{
	static const char *const WORDS[] = {"spam", "blocklist", "blacklist", "blocked", "dnsbl", "rbl",
		"reputation", "dmarc", "dkim", "spf", "policy", "content", "virus"};
	if (str_find_char(word, '@') != STR_NOT_FOUND || str_find_char(word, '/') != STR_NOT_FOUND)
		return false;
	while (word.n && !is_alpha(word.p[0]))
		word = str_sub(word, 1, SIZE_MAX);
	while (word.n && !is_alpha(word.p[word.n - 1]))
		word.n--;
	for (size_t i = 0; i < ARRAY_COUNT(WORDS); i++) {
		struct str one = str_of(WORDS[i]);
		if (one.n <= 3 ? str_ieq(word, one) : str_ifind(word, one) != STR_NOT_FOUND)
			return true;
	}
	return false;
}

bool report_field_speaks_of_spam(struct arena *a, struct str text)
{
	text = str_collapse(a, text);
	while (text.p)
		if (is_of_spam(str_cut(&text, ' ')))
			return true;
	return false;
}

static bool is_precise(struct mail_status status)
{
	return status.class && (status.subject || status.detail);
}

void report_field_diagnostic(struct arena *a, struct str value, struct mail_recipient *to)
{
	struct str text = value, type = str_trim(str_cut(&text, ';'));
	text = str_collapse(a, text.p && str_find_char(type, ' ') == STR_NOT_FOUND ? text : value);
	to->spam = report_field_speaks_of_spam(a, text);
	struct mail_status said;
	if (take_reply(&text, &to->reply) && report_field_status(text, &said) &&
		!is_precise(to->status) && (!to->status.class || to->status.class == said.class))
		to->status = said;
	if (!to->status.class && to->reply)
		to->status.class = (int)(to->reply / 100);
}

bool report_field_reply(struct str text, long *reply, struct mail_status *status)
{
	for (size_t i = 0; i < text.n; i++) {
		struct str rest = str_sub(text, i, 16);
		bool begins = i == 0 ||
			(!is_digit(text.p[i - 1]) && !is_alpha(text.p[i - 1]) && text.p[i - 1] != '.');
		if (begins && is_digit(*rest.p) && take_reply(&rest, reply) &&
			report_field_status(rest, status))
			return true;
	}
	*reply = 0;
	return false;
}
