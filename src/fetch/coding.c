#include "fetch/coding.h"

#include "base/array.h"

static const struct {
	struct str name;
	enum coding coding;
} NAMES[] = {
	{S("gzip"), CODING_GZIP},
	{S("x-gzip"), CODING_GZIP},
	{S("deflate"), CODING_DEFLATE},
	{S("x-deflate"), CODING_DEFLATE},
};
/* Whole words that are no coding, and the beginnings of charset labels. */
static const struct str NO_CODINGS[] = {S(""), S("identity"), S("none"), S("no"), S("off"),
	S("null"), S("nil"), S("false"), S("undefined"), S("default"), S("plain"), S("text"), S("raw"),
	S("binary"), S("7bit"), S("8bit"), S("7-bit"), S("8-bit"), S("chunked"), S("uncompressed")};
static const struct str CHARSETS[] = {S("utf"), S("iso-"), S("iso_"), S("iso8859"), S("windows-"),
	S("cp12"), S("us-ascii"), S("ascii"), S("latin"), S("unicode"), S("ucs-"), S("koi8"), S("big5"),
	S("gb2312"), S("gbk"), S("euc-"), S("shift_jis"), S("shift-jis"), S("charset")};

static bool is_no_coding(struct str word)
{
	for (size_t i = 0; i < ARRAY_COUNT(NO_CODINGS); i++)
		if (str_ieq(word, NO_CODINGS[i]))
			return true;
	for (size_t i = 0; i < ARRAY_COUNT(CHARSETS); i++)
		if (str_istarts(word, CHARSETS[i]))
			return true;
	return str_find_char(word, '/') != STR_NOT_FOUND; /* a media type */
}

static enum coding coding_of_word(struct str word)
{
	for (size_t i = 0; i < ARRAY_COUNT(NAMES); i++)
		if (str_ieq(word, NAMES[i].name))
			return NAMES[i].coding;
	return is_no_coding(word) ? CODING_NONE : CODING_UNKNOWN;
}

enum coding coding_of(struct str value)
{
	enum coding found = CODING_NONE;
	while (value.n) {
		struct str word = str_trim(str_cut(&value, ','));
		if (word.n > 1 && word.p[0] == '"' && word.p[word.n - 1] == '"')
			word = str_sub(word, 1, word.n - 2);
		enum coding coding = coding_of_word(word);
		if (coding != CODING_NONE && found != CODING_NONE)
			return CODING_UNKNOWN;
		if (coding != CODING_NONE)
			found = coding;
	}
	return found;
}
