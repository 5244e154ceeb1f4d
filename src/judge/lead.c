/* Of a news story, the sentence with which it begins: without dateline, byline, sub-headlines, what
 * only repeats the title, and what its site adds. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"

enum {
	FRONT_MAX = 4000,   /* bytes of a text that are looked at */
	SENTENCES_MAX = 16, /* of those */
	SHORT_SENTENCE = 80,
	SLOGAN = 40,     /* a sentence as short as this tells no news */
	NEWS_WITHIN = 4, /* sentences behind the first one, in which one may say so */
	FRAMED_MIN = 60,
	QUOTED_MAX = 500, /* bytes of a quotation of several sentences */
	DECK_MIN = 40,    /* bytes of a line without a full stop that may be the lead all the same */
	WORDS_MAX = 80,
	REPEATED_PERCENT = 80, /* of the words of a sentence are in the title: it repeats it */
	TICKER_MAX = 160,
	ATTRIBUTION_MAX = 40,
	NAME_MAX = 40
};

/* clang-format off */

/* How lines begin that are no part of the story, in lower case. */
static const char *const ADDED[] = {
	"continue reading", "read more", "read full", "read the full", "read on", "click here",
	"subscribe", "sign up", "photo by", "photo credit", "photograph by", "photo:", "photo",
	"enlarge this image", "image credit", "image:", "image by", "credit:", "getty images",
	"listen to", "watch", "follow us", "advertisement", "share this", "download", "the post",
	"copyright", "media release", "press release", "news release", "for immediate release",
	"view original", "source:", "publication date", "posted on", "published on", "updated on",
	"last updated", "filed under", "tags:", "loading", "welcome back", "welcome to",
	"a version of this", "originally published", "this article was", "this article originally",
	"this story was", "this story originally", "this post was", "this post originally",
	"related:", "see also", "table of contents", "contact:", "contacts:", "editor's note",
	"editor’s note", "disclaimer", "disclosure", "note:", "conditions:", "condition:", "author:",
	"authors:", "written by", "posted by", "reviewed by", "medically reviewed", "by:", "podcast",
	"abstract", "not a subscriber", "you can download", "you can listen", "you can watch",
	"join us", "visit us", "find out more", "learn more", "weiterlesen", "foto:", "bild:",
	"lire la suite", "lire aussi", "leer más", "seguir leyendo", "leggi tutto",
	"continua a leggere", "mehr lesen",
};
/* What a site adds at the end of a line. */
static const char *const TAILS[] = {
	"continue reading", "read more", "read full article", "read the full", "read full story",
	"click here", "sign up here", "sign up to", "sign up for", "appeared first on", "weiterlesen",
	"lire la suite", "seguir leyendo", "leer más", "leggi tutto", "continua a leggere",
};
/* Words with which no sentence ends: behind them it was cut. */
static const char *const UNFINISHED =
	"the|a|an|of|and|or|to|in|with|for|from|by|at|on|as|that|which|who|whose|but|is|are|was|were|"
	"has|have|had|be|its|their|his|her|this|these|than|into|der|die|das|und|le|la|les|et|de|el|y|"
	"il|e|mr|dr";
/* How sentences begin that tell the news of research, and what else says that one does. */
static const char *const NEWS[] = {
	"a new study", "a new trial", "a new clinical trial", "new research", "a study published",
	"new findings", "in a new study", "researchers have", "researchers at", "researchers from",
	"scientists have", "scientists at", "scientists from", "now, researchers", "now, scientists",
	"now, a study", "now, a new study", "a new report", "a new survey", "a team of researchers",
	"a team of scientists", "an international team",
};
static const char *const TELLS[] = {
	"study", "studies", "research", "researchers", "scientists", "trial", "said", "says",
	"according", "announced", "announces", "found", "experts", "today", "report", "survey", "new",
	"approved", "launched", "doctors",
};
/* Who finds something, and that it is found. */
static const char *const FINDERS[] = {
	"study", "studies", "trial", "trials", "researchers", "scientists", "research", "analysis",
	"survey", "report",
};
static const char *const FINDS[] = {
	"found", "finds", "shows", "showed", "show that", "suggests", "suggest that", "suggested",
	"identified", "discovered", "reveals", "revealed", "indicates", "indicate that", "concluded",
	"demonstrated", "demonstrates", "reduced", "improved", "linked to", "associated with",
};
/* What is only hoped of it. */
static const char *const HOPES[] = {
	"could shed", "may shed", "new era", "new hope", "could usher", "could pave", "paves the way",
	"could open", "game changer", "game-changer",
};
/* What the sentence before must have named. */
static const char *const THOSE[] = {
	"one of those", "one of these", "of those studies", "of these studies", "suffering from it",
	"that study",
};
/* What a sub-headline says of the company alone. */
static const char *const OF_COMPANIES[] = {
	"company's", "company’s", "strategic alternatives", "conference call", "call scheduled",
	"shareholders", "stockholders",
};
static const char *const EXCHANGES[] = {
	"nasdaq", "nyse", "tsx", "tsxv", "tsx-v", "lse", "asx", "euronext", "otcqb", "otcqx", "otc",
	"amex", "hkex", "sehk", "xetra", "omx", "cse", "sgx", "six", "aim", "ticker", "otcmkts",
	"otc pink",
};
/* Behind a quotation. */
static const char *const SAYS[] = {
	"said,", "says,", "asked,", "added,", "replied,", "said.", "says.", "asked.", "added.",
	"wrote.", "recalled.", "explained.", "said in a statement.",
};

/* clang-format on */

enum { HAS_TAIL = 1 << 0, HAS_SAYS = 1 << 1, HAS_TELLS = 1 << 2, HAS_THOSE = 1 << 3 };
enum { HAS_COMPANY = 1 << 4, HAS_FINDER = 1 << 5, HAS_FINDS = 1 << 6, HAS_HOPE = 1 << 7 };
enum { BEGINS_ADDED = 1 << 0, BEGINS_NEWS = 1 << 1 };
static const struct phrase_list LISTS[] = {{HAS_TAIL, PHRASES(TAILS)}, {HAS_SAYS, PHRASES(SAYS)},
	{HAS_TELLS, PHRASES(TELLS)}, {HAS_THOSE, PHRASES(THOSE)}, {HAS_COMPANY, PHRASES(OF_COMPANIES)},
	{HAS_FINDER, PHRASES(FINDERS)}, {HAS_FINDS, PHRASES(FINDS)}, {HAS_HOPE, PHRASES(HOPES)}};
static const struct phrase_list BEGINNING_LISTS[] = {
	{BEGINS_ADDED, PHRASES(ADDED)}, {BEGINS_NEWS, PHRASES(NEWS)}};
static const struct phrases SAID = PHRASES_OF(LISTS), BEGINNINGS = PHRASES_OF(BEGINNING_LISTS),
							EXCHANGE = PHRASES_ONE(EXCHANGES);

/* How a sentence would do as the lead. */
enum fit {
	FIT_NOT,
	FIT_FRAMED, /* a sub-headline between dashes: "– Lamps are on track –" */
	FIT_WEAK,   /* a question, a quotation, or what needs the sentence before it */
	FIT_SHORT,  /* a slogan */
	FIT_DECK,   /* a line without a full stop: often a sub-headline */
	FIT_GOOD,
	FIT_NEWS, /* behind a good one that tells no news */
	FIT_COUNT
};

struct reading {
	struct arena *a;
	struct str title;
	struct strs title_words;
	struct str best[FIT_COUNT]; /* the first sentence of each fit */
	size_t seen, behind;        /* sentences, and those of them behind the first good one */
	bool told;                  /* the good one tells news */
};

/* Whether it ends as a sentence does: a teaser is often cut in the middle of one. */
static bool is_whole(struct str sentence)
{
	static const char *const ends[] = {
		".",
		"?",
		"!",
		".”",
		".\"",
		".’",
		"?”",
		"!”",
		"?\"",
		"!\"",
		".)",
		".'",
		"”.",
		"\".",
		".»",
		"».",
	};
	if (str_ends(sentence, S("..")) || str_ends(sentence, S("…")))
		return false;
	for (size_t i = 0; i < ARRAY_COUNT(ends); i++)
		if (str_ends(sentence, str_of(ends[i])))
			return true;
	return false;
}

/* Whether every quotation that it opens is closed in it, and the other way round. */
static bool is_balanced(struct str sentence)
{
	size_t opened = 0, closed = 0, straight = 0; /* ‘, ’ and ": the first two are apostrophes too */
	long curly = 0, angled = 0, round = 0;
	for (size_t i = 0; i < sentence.n; i++) {
		struct str at = str_sub(sentence, i, SIZE_MAX);
		if (is_alpha(at.p[0]) || at.p[0] == ' ')
			continue; /* as nearly every byte */
		opened += str_starts(at, S("‘")) && (!i || sentence.p[i - 1] == ' ');
		closed += str_starts(at, S("’"));
		straight += at.p[0] == '"';
		curly += str_starts(at, S("“")) - str_starts(at, S("”"));
		angled += str_starts(at, S("«")) - str_starts(at, S("»"));
		round += (at.p[0] == '(') - (at.p[0] == ')');
	}
	return opened <= closed && straight % 2 == 0 && !curly && !angled && !round;
}

static bool is_shouted(struct str sentence)
{
	for (size_t i = 0; i < sentence.n; i++)
		if (sentence.p[i] >= 'a' && sentence.p[i] <= 'z')
			return false;
	return str_is_ascii(sentence);
}

/* Whether nearly all of its words are in the title. */
static bool repeats(const struct reading *r, struct str sentence)
{
	struct strs words = judge_words(r->a, sentence, WORDS_MAX);
	struct str title = r->title;
	size_t count = 0, same = 0;
	for (size_t i = 0; i < words.n; i++) {
		bool found = false;
		for (size_t k = 0; k < r->title_words.n && !found; k++)
			found = words.v[i].n == r->title_words.v[k].n &&
				str_ieq(words.v[i], r->title_words.v[k]);
		count += words.v[i].n > 0;
		same += words.v[i].n > 0 && found;
	}
	/* "Dr. Sample: Lamps in dark rooms" */
	bool named = title.n && str_iends(sentence, title) && sentence.n - title.n < NAME_MAX;
	return named || same * 100 >= count * REPEATED_PERCENT;
}

/* Whether the sentence breaks off. */
static bool is_cut(struct str sentence)
{
	size_t begin = sentence.n;
	while (begin && is_alpha(sentence.p[begin - 1]))
		begin--;
	struct str last = str_sub(sentence, begin, SIZE_MAX);
	char end = sentence.p[sentence.n - 1];
	return str_ends(sentence, S("..")) || str_ends(sentence, S("…")) ||
		str_ends(sentence, S("[…]")) || str_ends(sentence, S("–")) || end == ',' || end == ':' ||
		end == ';' || end == '-' || end == '>' || (last.n && judge_word_in(last, UNFINISHED));
}

static bool is_byline(struct str sentence)
{
	return str_starts(sentence, S("By ")) &&
		(sentence.n < SHORT_SENTENCE || str_find_char(sentence, ';') != STR_NOT_FOUND);
}

/* Whether it begins as no sentence does: with a bullet, or in the middle of one. */
static bool begins_oddly(struct str s)
{
	static const char *const bullets[] = {"–", "—", "•", "►", "→", "·", "▪", "…"};
	for (size_t i = 0; i < ARRAY_COUNT(bullets); i++)
		if (str_starts(s, str_of(bullets[i])))
			return true;
	struct str rest = s, first = str_cut(&rest, ' ');
	bool small = s.p[0] >= 'a' && s.p[0] <= 'z', camel = judge_is_camel(first);
	bool code = str_find(s, S("();")) != STR_NOT_FOUND || str_find_char(s, '{') != STR_NOT_FOUND;
	return code || s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '>' || s.p[0] == '|' ||
		(small && !camel);
}

/* "Sample said, leaving the room." Behind a quotation, which is not there. */
static bool is_attribution(struct str s)
{
	return s.n < SHORT_SENTENCE && phrases_in(&SAID, str_sub(s, 0, ATTRIBUTION_MAX)) & HAS_SAYS &&
		str_find_char(s, '"') == STR_NOT_FOUND && str_find(s, S("“")) == STR_NOT_FOUND;
}

/* The line once, when it says the same twice: some feeds join a text with itself. */
static struct str said_once(struct str line)
{
	struct str first = str_sub(line, 0, line.n / 2),
			   second = str_sub(line, line.n / 2 + line.n % 2, SIZE_MAX);
	return line.n > DECK_MIN && str_eq(str_trim(first), str_trim(second)) ? str_trim(first) : line;
}

/* The sentence without the marks that close a change of direction (base/bidi.h). */
static struct str without_closing_marks(struct str s)
{
	while (str_ends(s, S("\xE2\x81\xA9")) || str_ends(s, S("\xE2\x80\xAC")))
		s = str_sub(s, 0, s.n - 3);
	return s;
}

/* Whether a sub-headline says something by itself: not "Also exploring …", "Secured more …", or
 * what a company will do. */
static bool is_deck(struct str line)
{
	struct str rest = line, first = str_cut(&rest, ' ');
	bool did = str_ends(first, S("ed")) && str_find_char(first, '-') == STR_NOT_FOUND &&
		str_find_char(line, ',') == STR_NOT_FOUND;
	return line.n >= DECK_MIN && !did && !judge_leans(line) &&
		!(phrases_in(&SAID, line) & HAS_COMPANY);
}

static enum fit fit_of(const struct reading *r, struct str s)
{
	assert(s.n);
	s = str_or(without_closing_marks(s), s);
	if (is_byline(s) || begins_oddly(s) || phrases_begin(&BEGINNINGS, s) & BEGINS_ADDED ||
		is_shouted(s) || is_cut(s) || is_attribution(s) || !is_balanced(s) || repeats(r, s))
		return FIT_NOT;
	if (!is_whole(s))
		return is_deck(s) ? FIT_DECK : FIT_NOT;
	bool quoted = s.p[0] == '"' || str_starts(s, S("“")) || str_starts(s, S("«")) ||
		str_starts(s, S("„")) || str_starts(s, S("‘"));
	bool asks = str_ends(s, S("?")) || str_ends(s, S("?”")) || str_ends(s, S("?\""));
	if (quoted || asks || judge_leans(s) || phrases_in(&SAID, s) & HAS_THOSE)
		return FIT_WEAK;
	return s.n < SLOGAN ? FIT_SHORT : FIT_GOOD;
}

/* The line without what its site adds at the end. */
static struct str without_tail(struct str line)
{
	size_t at = phrases_find(&SAID, HAS_TAIL, line);
	return at == STR_NOT_FOUND ? line : str_trim(str_sub(line, 0, at));
}

/* The sentence, and those behind it that belong to a quotation which it opens. */
static struct str whole_quotation(struct judge_scan *scan, struct str sentence)
{
	struct str whole = sentence, next;
	while (!is_balanced(whole) && whole.n < QUOTED_MAX && judge_sentence_next(scan, &next)) {
		assert(next.p >= sentence.p);
		whole = (struct str){sentence.p, (size_t)(next.p + next.n - sentence.p)};
	}
	return whole;
}

/* A line without the dashes or the bullet around it; empty when it has none. */
static struct str framed(struct str line)
{
	static const char *const marks[] = {"--", "–", "—", "-", "•"};
	static const char *const ends[] = {"--", "–", "—", "-", ";"};
	struct str inner = STR_NONE;
	for (size_t i = 0; i < ARRAY_COUNT(marks) && !inner.n; i++)
		if (str_starts(line, str_of(marks[i])))
			inner = str_trim(str_sub(line, str_of(marks[i]).n, SIZE_MAX));
	for (size_t i = 0; i < ARRAY_COUNT(ends); i++)
		if (str_ends(inner, str_of(ends[i])))
			return str_trim(str_sub(inner, 0, inner.n - str_of(ends[i]).n));
	return STR_NONE;
}

static void take_framed(struct reading *r, struct str line)
{
	struct judge_scan scan = {.text = framed(line)};
	struct str sentence;
	if (scan.text.n >= FRAMED_MIN && !r->best[FIT_FRAMED].n &&
		judge_candidate_next(r->a, &scan, &sentence) && sentence.n == scan.text.n &&
		fit_of(r, sentence) >= FIT_DECK)
		r->best[FIT_FRAMED] = sentence;
}

/* Takes a sentence. Behind the first good one, which may tell what was known before, only one that
 * says that it is news counts. */
static void take(struct reading *r, struct str sentence)
{
	enum fit fit = fit_of(r, sentence);
	phrase_set has = phrases_in(&SAID, sentence);
	bool finds = has & HAS_FINDER && has & HAS_FINDS && !(has & HAS_HOPE);
	bool news = finds || phrases_begin(&BEGINNINGS, sentence) & BEGINS_NEWS;
	if (r->best[FIT_GOOD].n) {
		r->behind++;
		fit = fit == FIT_GOOD && news ? FIT_NEWS : FIT_NOT;
	} else if (fit == FIT_GOOD) {
		r->told = (news || has & HAS_TELLS) && !(has & HAS_HOPE);
	}
	if (!r->best[fit].n)
		r->best[fit] = sentence;
}

static bool is_read(const struct reading *r)
{
	return r->seen >= SENTENCES_MAX || r->best[FIT_NEWS].n ||
		(r->best[FIT_GOOD].n && (r->told || r->behind >= NEWS_WITHIN));
}

static void read_line(struct reading *r, struct str line)
{
	struct judge_scan scan = {.text = judge_skip_dateline(said_once(without_tail(str_trim(line))))};
	struct str sentence;
	take_framed(r, scan.text);
	while (!is_read(r) && judge_candidate_next(r->a, &scan, &sentence)) {
		take(r, judge_skip_dateline(whole_quotation(&scan, sentence)));
		r->seen++;
	}
}

static struct reading read_text(struct arena *a, struct str title, struct str text)
{
	struct reading r = {.a = a, .title = title, .title_words = judge_words(a, title, WORDS_MAX)};
	struct str rest = utf8_cut(text, FRONT_MAX);
	while (rest.n && !is_read(&r))
		read_line(&r, str_cut(&rest, '\n'));
	return r;
}

/* Where the next "(NASDAQ: …)" begins; sets its length with the space before it. */
static size_t ticker_at(struct str text, size_t *length)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '(' && text.p[i] != '[')
			continue;
		size_t end = str_find_char(str_sub(text, i, TICKER_MAX), text.p[i] == '(' ? ')' : ']');
		struct str inside = str_sub(text, i, end);
		if (end == STR_NOT_FOUND || str_find_char(inside, ':') == STR_NOT_FOUND ||
			!phrases_in(&EXCHANGE, inside))
			continue;
		size_t begin = i && text.p[i - 1] == ' ' ? i - 1 : i;
		*length = i + end + 1 - begin;
		return begin;
	}
	return STR_NOT_FOUND;
}

/* The sentence without the tickers of the companies that it names. */
static struct str without_tickers(struct arena *a, struct str sentence)
{
	size_t length = 0, at;
	while ((at = ticker_at(sentence, &length)) != STR_NOT_FOUND) {
		assert(length > 0 && at + length <= sentence.n);
		sentence = str_cat(a,
			(struct str[]){str_sub(sentence, 0, at), str_sub(sentence, at + length, SIZE_MAX)}, 2);
	}
	return sentence;
}

/* The teaser of the story may be a sub-headline of its own, or the story's beginning, cut. */
static struct str best_of(const struct reading *lead, const struct reading *text, bool teased)
{
	const struct str order[] = {lead->best[FIT_NEWS], lead->best[FIT_GOOD],
		teased ? lead->best[FIT_DECK] : STR_NONE, text->best[FIT_NEWS], text->best[FIT_GOOD],
		lead->best[FIT_SHORT], text->best[FIT_SHORT], lead->best[FIT_WEAK], text->best[FIT_WEAK],
		lead->best[FIT_DECK], text->best[FIT_DECK], lead->best[FIT_FRAMED], text->best[FIT_FRAMED]};
	for (size_t i = 0; i < ARRAY_COUNT(order); i++)
		if (order[i].n)
			return order[i];
	return STR_NONE;
}

struct str judge_lead(struct arena *a, struct str title, struct str lead, struct str text)
{
	struct reading of_lead = read_text(a, title, lead), of_text = {.a = a};
	struct str deck = of_lead.best[FIT_DECK];
	bool teased = deck.n && !str_eq(lead, text) && str_find(text, deck) == STR_NOT_FOUND;
	if (!of_lead.best[FIT_GOOD].n && !str_eq(lead, text))
		of_text = read_text(a, title, text);
	return without_tickers(a, best_of(&of_lead, &of_text, teased));
}
