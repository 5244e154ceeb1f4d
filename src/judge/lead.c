/* Of a news story, the sentence with which it begins: without dateline, byline, sub-headlines, what
 * only repeats the title, and what its site adds. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "base/utf8.h"
#include "judge/judge_parts.h"
#include "judge/stems.h"

enum {
	FRONT_MAX = 4000,   /* bytes of a text that are looked at */
	SENTENCES_MAX = 24, /* of those */
	LEADS_MAX = 10,     /* sentences that could be the lead */
	SHORT_SENTENCE = 80,
	SLOGAN = 40, /* a sentence as short as this tells no news */
	FRAMED_MIN = 60,
	SHORT_HEADLINE = 60,
	LONG_HEADLINE = 90,
	TITLE_MIN = 20,   /* bytes of a title that a sentence does not begin with by chance */
	QUOTED_MAX = 500, /* bytes of a quotation of several sentences */
	DECK_MIN = 40,    /* bytes of a line without a full stop that may be the lead all the same */
	WORDS_MAX = 80,
	REPEATED_PERCENT = 80, /* of the words of a sentence are in the title: it repeats it */
	ATTRIBUTION_MAX = 40,
	NAME_MAX = 40
};

/* clang-format off */

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
/* When it was. */
static const char *const WHEN[] = {
	"today", "yesterday", "on monday", "on tuesday", "on wednesday", "on thursday", "on friday",
	"on saturday", "on sunday", "this week", "last week", "last month",
};
/* What only says what the text is about. */
static const char *const ITSELF[] = {
	"this article", "this post", "this guide", "this blog", "this piece", "this interview",
	"this podcast", "in this report", "this review", "this column", "we discuss",
	"the discussion", "the interview", "explore", "explores", "discusses", "covers",
};
/* How a scene begins, or an appeal to the reader, before the matter is named. */
static const char *const SCENES[] = {
	"one afternoon", "one morning", "one evening", "one chilly", "one cold", "one sunny",
	"on a cold", "on a frigid", "on a sunny", "on a rainy", "picture this", "imagine you",
	"imagine a", "you've just", "you’ve just", "perhaps you've", "perhaps you’ve",
	"once upon a time", "as i stood", "as i sat",
	"when i was", "when a friend", "it was a cold", "it was a sunny", "it was a dark", "it is 4am",
	"we're publishing these", "we’re publishing these", "this is another", "this is the second",
	"this is the third", "this is the fourth", "here's everything", "here’s everything",
};
/* What stands below a picture. */
static const char *const PICTURES[] = {"enlarge this image", "toggle caption"};
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
/* What does not answer the question before it. */
static const char *const NO_ANSWERS[] = {
	"here's", "here’s", "here is", "here are", "find out", "let's", "let’s", "if so", "we asked",
	"you're", "you’re", "you are", "tell us", "this is what", "so did", "so do", "plus",
};
/* Behind a quotation. */
static const char *const SAYS[] = {
	"said,", "says,", "asked,", "added,", "replied,", "said.", "says.", "asked.", "added.",
	"wrote.", "recalled.", "explained.", "said in a statement.",
};

/* clang-format on */

/* clang-format off */
enum {
	HAS_TAIL = 1 << 0, HAS_SAYS = 1 << 1, HAS_THOSE = 1 << 2, HAS_COMPANY = 1 << 3,
	HAS_PICTURE = 1 << 4, HAS_WHEN = 1 << 5, HAS_ITSELF = 1 << 6,
};
static const struct phrase_list LISTS[] = {
	{HAS_TAIL, PHRASES(TAILS)}, {HAS_SAYS, PHRASES(SAYS)}, {HAS_THOSE, PHRASES(THOSE)},
	{HAS_COMPANY, PHRASES(OF_COMPANIES)}, {HAS_PICTURE, PHRASES(PICTURES)},
	{HAS_WHEN, PHRASES(WHEN)}, {HAS_ITSELF, PHRASES(ITSELF)}, };
/* clang-format on */
static const struct phrases SAID = PHRASES_OF(LISTS), SCENE = PHRASES_ONE(SCENES),
							NO_ANSWER = PHRASES_ONE(NO_ANSWERS);

/* How a sentence would do as the lead. */
enum fit {
	FIT_NOT,
	FIT_FRAMED, /* a sub-headline between dashes: "– Lamps are on track –" */
	FIT_WEAK,   /* a question, a quotation, or what needs the sentence before it */
	FIT_SHORT,  /* a slogan */
	FIT_DECK,   /* a line without a full stop: often a sub-headline */
	FIT_GOOD
};

/* A sentence that could be the lead. */
struct candidate {
	struct str text;
	enum fit fit;
	bool of_text;        /* behind the teaser */
	bool asks;           /* it begins with a question, which it answers */
	size_t line, number; /* its line in its text, and its place there */
	phrase_set has;
	struct stems stems;
};

struct reading {
	struct arena *a;
	struct str title;
	struct strs title_words;
	struct candidate v[LEADS_MAX];
	size_t n;
	bool of_text;
	size_t line, number, seen; /* where it is */
	bool ends, stated;         /* the sentence ends its text; a whole one stands before it */
	bool aside;                /* the line before it only heads an aside */
};

/* The quotations and brackets of a sentence: how many are open, and how many marks of each kind
 * there were that say nothing by themselves. */
struct marks {
	long low, curly, round;          /* open: „, “ (in Swedish ”), ( */
	long angled;                     /* « less »: either of them opens */
	size_t opened, closed, straight; /* ‘, ’ that is no apostrophe, and " */
	bool stray;                      /* one was closed that was not open */
};

/* An apostrophe stands before a letter: "l’été". */
static bool is_apostrophe(struct str at)
{
	struct str behind = str_sub(at, S("’").n, SIZE_MAX);
	return behind.n && utf8_is_word(utf8_take(&behind));
}

/* Counts the mark at the front; `first`: a word begins with it. German and Polish open with „, and
 * German closes with the mark with which English opens. */
static void count_mark(struct marks *m, struct str at, bool first)
{
	if (str_starts(at, S("„"))) {
		m->low++;
	} else if (str_starts(at, S("“"))) {
		m->low > 0 ? m->low-- : m->curly++;
	} else if (str_starts(at, S("”"))) {
		long *open = m->curly > 0 ? &m->curly : &m->low;
		if (*open > 0)
			--*open;
		else if (first)
			m->curly++;
		else
			m->stray = true;
	}
	m->opened += first && str_starts(at, S("‘"));
	m->closed += str_starts(at, S("’")) && !is_apostrophe(at);
	m->straight += at.p[0] == '"';
	m->angled += str_starts(at, S("«")) - str_starts(at, S("»"));
	m->round += (at.p[0] == '(') - (at.p[0] == ')');
}

/* Whether every quotation that it opens is closed in it, and the other way round. */
static bool is_balanced(struct str sentence)
{
	struct marks m = {0};
	for (size_t i = 0; i < sentence.n; i++) {
		char c = sentence.p[i], before = i ? sentence.p[i - 1] : ' ';
		if ((unsigned char)c >= 0x80 || c == '"' || c == '(' || c == ')') /* at few bytes */
			count_mark(&m, str_sub(sentence, i, SIZE_MAX), before == ' ' || before == '(');
	}
	return !m.stray && !m.low && !m.curly && !m.angled && !m.round && m.straight % 2 == 0 &&
		m.opened <= m.closed;
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
	size_t count = 0, others = 0;
	/* "Dr. Sample: Lamps in dark rooms" */
	if (title.n && str_iends(sentence, title) && sentence.n - title.n < NAME_MAX)
		return true;
	for (size_t i = 0; i < words.n; i++)
		count += words.v[i].n > 0;
	for (size_t i = 0; i < words.n && others * 100 <= count * (100 - REPEATED_PERCENT); i++)
		others += words.v[i].n > 0 && !strs_ihave(r->title_words, words.v[i]);
	return others * 100 <= count * (100 - REPEATED_PERCENT);
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
		if (s.p[0] == bullets[i][0] && str_starts(s, str_of(bullets[i])))
			return true;
	struct str rest = s, first = str_cut(&rest, ' ');
	bool small = s.p[0] >= 'a' && s.p[0] <= 'z', camel = judge_is_camel(first);
	bool code = str_find(s, S("();")) != STR_NOT_FOUND || str_find_char(s, '{') != STR_NOT_FOUND;
	return code || s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '>' || s.p[0] == '|' ||
		(small && !camel);
}

/* "Sample said, leaving the room." Behind a quotation, which is not there. */
static bool is_attribution(struct str s, phrase_set has)
{
	return s.n < SHORT_SENTENCE && has & HAS_SAYS &&
		phrases_in(&SAID, str_sub(s, 0, ATTRIBUTION_MAX)) & HAS_SAYS &&
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
static bool is_deck(struct str line, phrase_set has)
{
	struct str rest = line, first = str_cut(&rest, ' ');
	bool did = str_ends(first, S("ed")) && str_find_char(first, '-') == STR_NOT_FOUND &&
		str_find_char(line, ',') == STR_NOT_FOUND;
	return line.n >= DECK_MIN && !did && !(has & HAS_COMPANY) && !judge_leans(line);
}

static bool is_quotation(struct str s)
{
	static const char *const openers[] = {"\"", "“", "«", "„", "‘", "‚", "”", "»"};
	for (size_t i = 0; i < ARRAY_COUNT(openers); i++)
		if (str_starts(s, str_of(openers[i])))
			return true;
	return false;
}

static bool asks(struct str s)
{
	return str_ends(judge_unclosed(s), S("?"));
}

/* Whether the title is joined to its front. */
static bool is_titled(const struct reading *r, struct str s)
{
	struct str title = r->title, rest = str_sub(s, title.n, SIZE_MAX);
	return title.n >= TITLE_MIN && str_istarts(s, title) && rest.n > 1 && rest.p[0] == ' ' &&
		rest.p[1] >= 'A' && rest.p[1] <= 'Z';
}

/* Whether a sentence without a full stop is one that the feed cut, and no sub-headline: it ends the
 * text behind whole ones. */
static bool is_cut_teaser(const struct reading *r)
{
	return r->ends && r->stated;
}

/* A line that leads to other pages: "Clockwatch – live!", "Lamps in the north, and more". */
static bool is_link(struct str s)
{
	return str_iends(s, S("– live!")) || str_iends(s, S("– live")) || str_iends(s, S(", and more"));
}

/* `has` is what the phrases of the sentence say. */
static enum fit fit_of(const struct reading *r, struct str s, phrase_set has)
{
	assert(s.n);
	s = str_or(without_closing_marks(s), s);
	if (has & (HAS_THOSE | HAS_PICTURE) || is_byline(s) || begins_oddly(s) || judge_aside(s) ||
		phrases_begin(&SCENE, s) || is_shouted(s) || is_cut(s) || is_attribution(s, has) ||
		!is_balanced(s) || is_titled(r, s) || repeats(r, s) || is_link(s))
		return FIT_NOT;
	if (!judge_is_whole(s))
		return is_deck(s, has) && !is_cut_teaser(r) ? FIT_DECK : FIT_NOT;
	if (is_quotation(s) || asks(s) || judge_leans(s))
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

/* How a sentence is taken that is not as most are. */
enum form { FORM_PLAIN, FORM_FRAMED, FORM_ASKS };

static void add_candidate(struct reading *r, struct str sentence, enum form form)
{
	phrase_set has = sentence.n ? phrases_in(&SAID, sentence) : 0;
	enum fit fit = sentence.n ? fit_of(r, sentence, has) : FIT_NOT;
	if (form == FORM_FRAMED)
		fit = fit >= FIT_DECK ? FIT_FRAMED : FIT_NOT;
	else if (form == FORM_ASKS && fit != FIT_NOT)
		fit = FIT_WEAK;
	if (fit == FIT_NOT || r->n == LEADS_MAX)
		return;
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->v[i].text, sentence))
			return;
	r->v[r->n++] = (struct candidate){
		.text = sentence,
		.fit = fit,
		.of_text = r->of_text,
		.asks = form == FORM_ASKS,
		.line = r->line,
		.number = r->number,
		.has = has,
		.stems = stems_of(sentence),
	};
}

static void read_framed(struct reading *r, struct str line)
{
	struct judge_scan scan = {.text = framed(line)};
	struct str sentence;
	if (scan.text.n >= FRAMED_MIN && judge_candidate_next(&scan, &sentence) &&
		sentence.n == scan.text.n)
		add_candidate(r, sentence, FORM_FRAMED);
}

/* The question with the short sentence behind it that answers it; the question alone when none
 * does. That sentence, which is not understood without it, is read too. */
static struct str with_answer(const struct reading *r, struct judge_scan *scan, struct str question)
{
	struct judge_scan ahead = *scan;
	struct str answer;
	if (!judge_sentence_next(&ahead, &answer) || !judge_is_whole(answer))
		return question;
	enum fit fit = fit_of(r, answer, phrases_in(&SAID, answer));
	bool leans = fit == FIT_SHORT || (fit == FIT_WEAK && answer.n < SHORT_SENTENCE);
	if (!leans || asks(answer) || answer.p < question.p)
		return question;
	*scan = ahead;
	return phrases_begin(&NO_ANSWER, answer) ?
		question :
		(struct str){question.p, (size_t)(answer.p + answer.n - question.p)};
}

/* Takes a sentence in, with those behind it that belong to it. */
static void read_sentence(
	struct reading *r, struct judge_scan *scan, struct str sentence, bool last)
{
	sentence = judge_skip_dateline(whole_quotation(scan, sentence));
	bool question = asks(sentence);
	struct str whole = question ? with_answer(r, scan, sentence) : sentence;
	r->ends = last && scan->begin == scan->text.n;
	add_candidate(r, whole, whole.n > sentence.n ? FORM_ASKS : FORM_PLAIN);
	r->stated = r->stated || (judge_is_whole(sentence) && !question);
	r->number++;
	r->seen++;
}

/* Reads one line; `text` begins with it. False when no story is behind it. */
static bool read_line(struct reading *r, struct str line, struct str text)
{
	struct judge_scan scan = {.text = judge_skip_dateline(said_once(without_tail(str_trim(line))))};
	struct str sentence;
	bool last = line.n + 1 >= text.n, about = judge_aside(str_trim(text)) == ASIDE_ABOUT;
	r->number = 0;
	r->stated = false;
	if (!about)
		read_framed(r, scan.text);
	while (!about && r->n < LEADS_MAX && r->seen < SENTENCES_MAX &&
		judge_sentence_next(&scan, &sentence)) {
		enum aside aside = judge_aside(sentence);
		about = aside == ASIDE_ABOUT;
		if (aside == ASIDE_NOTE) {
			r->aside = judge_heads_aside(line);
			return true; /* where a note ends is known by its line alone */
		}
		if (!about && judge_candidate_of(sentence, &sentence))
			read_sentence(r, &scan, sentence, last);
	}
	r->aside = about && judge_heads_aside(line);
	return !about || !r->seen;
}

static void read_text(struct reading *r, struct str text, bool of_text)
{
	struct str rest = utf8_cut(text, FRONT_MAX);
	bool more = true;
	r->seen = 0;
	r->of_text = of_text;
	r->aside = false;
	for (r->line = 0; more && rest.n && r->n < LEADS_MAX && r->seen < SENTENCES_MAX; r->line++) {
		struct str at = rest, line = str_cut(&rest, '\n');
		if (!r->aside)
			more = read_line(r, line, at);
		else if (str_trim(line).n)
			r->aside = false;
	}
}

static void add_subject(struct traits *t, const struct candidate *c, const struct stems *title,
	size_t most, const struct stems *common)
{
	size_t shared = stems_shared(&c->stems, title);
	if (title->n)
		TRAIT(t, NEWS_TITLE, stems_share(shared, title->n, 6));
	if (most && shared == most)
		TRAIT(t, NEWS_MOST, 0);
	TRAIT(t, NEWS_REPEATS, stems_share(shared, c->stems.n, 5));
	if (common->n)
		TRAIT(t, NEWS_COMMON, stems_share(stems_shared(&c->stems, common), common->n, 5));
}

static void add_form(struct traits *t, const struct candidate *c)
{
	struct str s = c->text;
	bool quoted = is_quotation(s);
	TRAIT(t, NEWS_LENGTH, judge_length_step(s));
	if (quoted || str_find(s, S("“")) != STR_NOT_FOUND || str_find_char(s, '"') != STR_NOT_FOUND)
		TRAIT(t, NEWS_QUOTES, quoted ? 0 : 1);
	if (c->fit == FIT_DECK || c->fit == FIT_FRAMED)
		TRAIT(t, NEWS_HEADLINE, s.n > LONG_HEADLINE ? 2 : s.n > SHORT_HEADLINE ? 1 : 0);
	if (c->has & HAS_WHEN)
		TRAIT(t, NEWS_WHEN, 0);
	if (c->has & HAS_ITSELF)
		TRAIT(t, NEWS_ITSELF, 0);
}

/* Sets what each of them shows. */
static void add_traits(const struct reading *r, struct traits traits[LEADS_MAX])
{
	struct stems title = stems_of(r->title), all[LEADS_MAX];
	bool teased = r->n && r->v[r->n - 1].of_text;
	size_t most = 0;
	for (size_t i = 0; i < r->n; i++) {
		all[i] = r->v[i].stems;
		size_t shared = stems_shared(&all[i], &title);
		most = shared > most ? shared : most;
	}
	struct stems common = stems_common(r->a, all, r->n);
	for (size_t i = 0; i < r->n; i++) {
		const struct candidate *c = &r->v[i];
		struct traits *t = &traits[i];
		*t = (struct traits){.n = 0};
		TRAIT(t, NEWS_FIT, c->fit);
		TRAIT(t, NEWS_RANK, i);
		TRAIT(t, NEWS_TEXT, c->of_text ? 2 : teased ? 0 : 1);
		TRAIT(t, NEWS_LINE, c->line);
		TRAIT(t, NEWS_NUMBER, c->number);
		add_subject(t, c, &title, most, &common);
		add_form(t, c);
	}
}

/* Leaves questions out, which alone say nothing; and slogans and questions with their answers,
 * where there is more. */
static void leave_out_slogans(struct reading *r)
{
	size_t kept = 0;
	bool more = false;
	for (size_t i = 0; i < r->n; i++)
		more = more || r->v[i].fit >= FIT_DECK;
	for (size_t i = 0; i < r->n; i++) {
		bool slogan = r->v[i].fit == FIT_SHORT || r->v[i].asks;
		if (!asks(r->v[i].text) && !(more && slogan))
			r->v[kept++] = r->v[i];
	}
	r->n = kept;
}

static struct reading read_story(
	struct arena *a, struct str title, struct str lead, struct str text)
{
	struct reading r = {.a = a, .title = title, .title_words = judge_words(a, title, WORDS_MAX)};
	if (judge_is_listing(title, str_or(text, lead)))
		return r;
	read_text(&r, lead, false);
	if (!str_eq(lead, text))
		read_text(&r, text, true);
	leave_out_slogans(&r);
	return r;
}

struct strs judge_leads(struct arena *a, const struct judge_story *story, struct traits **traits)
{
	struct reading r = read_story(a, story->title, story->lead, story->text);
	struct strs leads = {0};
	*traits = arena_array(a, LEADS_MAX, sizeof **traits);
	add_traits(&r, *traits);
	for (size_t i = 0; i < r.n; i++)
		strs_add(a, &leads, r.v[i].text);
	return leads;
}

struct str judge_lead(struct arena *a, const struct judge_story *story)
{
	struct traits *traits;
	struct strs leads = judge_leads(a, story, &traits);
	struct str best = STR_NONE;
	int most = 0;
	for (size_t i = 0; i < leads.n; i++) {
		int score = sentence_model_score(&traits[i], true);
		if (i == 0 || score > most) {
			best = leads.v[i];
			most = score;
		}
	}
	return judge_without_tickers(a, best);
}
