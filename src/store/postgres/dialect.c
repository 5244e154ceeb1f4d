#include "store/postgres/dialect.h"

#include <assert.h>

#include "base/array.h"
#include "base/buf.h"

enum kind { TOKEN_SPACE, TOKEN_WORD, TOKEN_QUOTED, TOKEN_PARAMETER, TOKEN_SIGN };

struct token {
	enum kind kind;
	struct str text;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

static size_t length_of(struct str s, bool (*belongs)(char c), size_t from)
{
	while (from < s.n && belongs(s.p[from]))
		from++;
	return from;
}

/* A quote within is written twice, which makes two pieces of it, without harm. */
static size_t quoted_length(struct str s)
{
	size_t end = str_find_char(str_sub(s, 1, SIZE_MAX), s.p[0]);
	assert(end != STR_NOT_FOUND);
	return end + 2;
}

static size_t comment_length(struct str s)
{
	size_t end = str_find_char(s, '\n');
	return end == STR_NOT_FOUND ? s.n : end + 1;
}

/* Takes the next token off the text, of which something is left. */
static struct token next_token(struct str *rest)
{
	struct token t = {.kind = TOKEN_SIGN};
	size_t n = 1;
	char c = rest->p[0];
	if (is_space(c))
		t.kind = TOKEN_SPACE, n = length_of(*rest, is_space, 1);
	else if (str_starts(*rest, S("--")))
		t.kind = TOKEN_SPACE, n = comment_length(*rest);
	else if (c == '\'' || c == '"')
		t.kind = TOKEN_QUOTED, n = quoted_length(*rest);
	else if (c == '?')
		t.kind = TOKEN_PARAMETER, n = length_of(*rest, is_digit, 1);
	else if (is_word(c))
		t.kind = TOKEN_WORD, n = length_of(*rest, is_word, 1);
	t.text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, SIZE_MAX);
	return t;
}

/* The next one that is no space. */
static struct token next_solid(struct str *rest)
{
	struct token t = {0};
	while (rest->n && t.kind == TOKEN_SPACE)
		t = next_token(rest);
	return t;
}

static bool is_text(struct token t, struct str text)
{
	return str_ieq(t.text, text);
}

struct str dialect_statement(struct arena *a, struct str sql, int *parameters)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	*parameters = 0;
	while (sql.n) {
		struct token t = next_token(&sql);
		struct str digits = str_sub(t.text, 1, SIZE_MAX);
		long number = *parameters + 1;
		if (t.kind != TOKEN_PARAMETER) {
			buf_add(&b, t.text);
			continue;
		}
		if (digits.n && !str_to_long(digits, &number))
			assert(false);
		buf_addf(&b, "$%ld", number);
		*parameters = number > *parameters ? (int)number : *parameters;
	}
	return str_copy(a, buf_str(&b));
}

bool dialect_reads_only(struct str sql)
{
	static const struct str writes[] = {S("INSERT"), S("UPDATE"), S("DELETE")};
	while (sql.n) {
		struct token t = next_token(&sql);
		for (size_t i = 0; t.kind == TOKEN_WORD && i < ARRAY_COUNT(writes); i++)
			if (str_eq(t.text, writes[i]))
				return false;
	}
	return true;
}

static struct str type_of(struct str word)
{
	static const struct {
		struct str sqlite, postgres;
	} types[] = {
		{S("INTEGER"), S("BIGINT")},
		{S("REAL"), S("DOUBLE PRECISION")},
		{S("TEXT"), S("TEXT COLLATE \"C\"")},
		{S("BLOB"), S("BYTEA")},
	};
	for (size_t i = 0; i < ARRAY_COUNT(types); i++)
		if (str_eq(word, types[i].sqlite))
			return types[i].postgres;
	return word;
}

/* A CREATE TABLE on its way. */
struct table {
	struct arena *a;
	struct str rest, name, column; /* what is still to read; the column that is being read */
	struct buf out;
	int depth;          /* of parentheses */
	bool begins, is_id; /* the next word names a column; the column is INTEGER PRIMARY KEY */
	struct strs *later;
};

/* "REFERENCES item(id)". */
static void put_reference(struct table *t)
{
	struct str to = next_solid(&t->rest).text;
	next_solid(&t->rest); /* ( */
	struct str key = next_solid(&t->rest).text;
	next_solid(&t->rest); /* ) */
	strs_add(t->a, t->later,
		STR_CAT(t->a, S("ALTER TABLE "), t->name, S(" ADD FOREIGN KEY ("), t->column,
			S(") REFERENCES "), to, S("("), key, S(")")));
	t->is_id = false;
}

static void end_column(struct table *t)
{
	if (t->is_id)
		strs_add(t->a, t->later,
			STR_CAT(t->a, S("CREATE FUNCTION "), t->name,
				S("_next_id() RETURNS BIGINT LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT "
				  "coalesce(max("),
				t->column, S("), 0) + 1 FROM "), t->name, S("); END $$; ALTER TABLE "), t->name,
				S(" ALTER COLUMN "), t->column, S(" SET DEFAULT "), t->name, S("_next_id()")));
	t->is_id = false;
}

static void put_word(struct table *t, struct str word)
{
	if (t->begins)
		t->column = word, t->begins = false;
	else if (str_eq(word, S("PRIMARY")))
		t->is_id = str_ends(buf_str(&t->out), S(" BIGINT "));
	else if (str_eq(word, S("REFERENCES")))
		return put_reference(t);
	buf_add(&t->out, type_of(word));
}

static void put_sign(struct table *t, struct str sign)
{
	t->depth += str_eq(sign, S("(")) - str_eq(sign, S(")"));
	bool ends = t->depth == 0 || (t->depth == 1 && str_eq(sign, S(",")));
	if (ends)
		end_column(t);
	t->begins = ends || (t->depth == 1 && str_eq(sign, S("(")) && !t->column.n);
	buf_add(&t->out, sign);
}

struct str dialect_table(struct arena *a, struct str sql, struct strs *later)
{
	struct table t = {.a = a, .rest = sql, .out = buf_new(SIZE_MAX / 2), .later = later};
	next_solid(&t.rest); /* CREATE */
	next_solid(&t.rest); /* TABLE */
	t.name = next_solid(&t.rest).text;
	buf_addf(&t.out, "CREATE TABLE " STR_FMT " ", STR_ARG(t.name));
	do {
		struct token token = next_token(&t.rest);
		if (token.kind == TOKEN_WORD)
			put_word(&t, token.text);
		else if (token.kind == TOKEN_SIGN)
			put_sign(&t, token.text);
		else
			buf_add(&t.out, token.text);
	} while (t.depth > 0 || !t.column.n);
	struct str made = str_copy(a, buf_str(&t.out));
	buf_free(&t.out);
	return made;
}

/* "SELECT RAISE(ABORT, 'why');" of which SELECT was read. */
static void put_raise(struct buf *b, struct str *rest)
{
	for (int i = 0; i < 4; i++)
		next_solid(rest); /* RAISE ( ABORT , */
	struct str why = next_solid(rest).text;
	next_solid(rest); /* ) */
	buf_addf(b, "RAISE EXCEPTION USING MESSAGE = " STR_FMT, STR_ARG(why));
}

/* What stands between BEGIN and END. */
static void put_body(struct buf *b, struct str rest)
{
	while (rest.n) {
		struct str at = rest;
		struct token t = next_token(&rest);
		if (is_text(t, S("SELECT")) &&
			is_text(next_solid(&(struct str){rest.p, rest.n}), S("RAISE")))
			put_raise(b, &rest);
		else
			buf_add(b, str_sub(at, 0, t.text.n));
	}
}

/* "CREATE TRIGGER name AFTER UPDATE OF a, b ON item WHEN … BEGIN … END". A condition that asks a
 * table stands in the function: PostgreSQL takes none before it. */
struct str dialect_trigger(struct arena *a, struct str sql)
{
	bool asks = false;
	struct buf head CLEANUP_BUF = buf_new(SIZE_MAX / 2), when CLEANUP_BUF = buf_new(SIZE_MAX / 2),
					body CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	next_solid(&sql); /* CREATE */
	next_solid(&sql); /* TRIGGER */
	struct str name = next_solid(&sql).text;
	struct buf *to = &head;
	for (struct token t = next_token(&sql); !is_text(t, S("BEGIN")); t = next_token(&sql)) {
		if (is_text(t, S("WHEN")) && to == &head)
			to = &when;
		else
			buf_add(to, t.text);
		asks |= to == &when && is_text(t, S("SELECT"));
	}
	put_body(&body, str_sub(sql, 0, sql.n - (sizeof "END" - 1)));
	struct str condition = buf_str(&when), before = STR_NONE, inside = buf_str(&body);
	if (asks)
		inside = STR_CAT(a, S(" IF"), condition, S("THEN"), inside, S("END IF; "));
	else if (condition.n)
		before = STR_CAT(a, S("WHEN ("), condition, S(")"));
	return STR_CAT(a, S("CREATE FUNCTION "), name,
		S("() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"), inside,
		S("RETURN NULL; END $$; CREATE TRIGGER "), name, buf_str(&head), S(" FOR EACH ROW "),
		before, S(" EXECUTE FUNCTION "), name, S("()"));
}

/* A trigger's statements end with semicolons too; it ends with the END behind one. */
struct str dialect_next(struct str *text)
{
	struct str all = STR_NONE;
	struct token before = {0}, last = {0};
	bool trigger = false;
	for (size_t n = 0; text->n; n++) {
		struct token t = next_solid(text);
		bool ends = is_text(t, S(";")) &&
			(!trigger || (is_text(last, S("END")) && is_text(before, S(";"))));
		if (ends || t.kind == TOKEN_SPACE)
			return all;
		trigger |= n == 1 && is_text(last, S("CREATE")) && is_text(t, S("TRIGGER"));
		const char *from = all.n ? all.p : t.text.p;
		all = (struct str){from, (size_t)(t.text.p + t.text.n - from)};
		before = last;
		last = t;
	}
	return all;
}

/* With PostgreSQL's types. */
static struct str typed(struct arena *a, struct str sql)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	while (sql.n) {
		struct token t = next_token(&sql);
		buf_add(&b, t.kind == TOKEN_WORD ? type_of(t.text) : t.text);
	}
	return str_copy(a, buf_str(&b));
}

struct str dialect_step(struct arena *a, struct str sql, struct strs *later)
{
	struct str rest = sql;
	struct token verb = next_solid(&rest), what = next_solid(&rest);
	if (is_text(verb, S("CREATE")) && is_text(what, S("TABLE")))
		return dialect_table(a, sql, later);
	if (is_text(verb, S("CREATE")) && is_text(what, S("TRIGGER")))
		return dialect_trigger(a, sql);
	if (is_text(verb, S("DROP")) && is_text(what, S("TRIGGER")))
		return STR_CAT(a, S("DROP FUNCTION "), next_solid(&rest).text, S(" CASCADE"));
	return is_text(verb, S("ALTER")) ? typed(a, sql) : sql;
}
