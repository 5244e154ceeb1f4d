#include "base/buf.h"
#include "base/month.h"
#include "judge/judge_parts.h"

enum { CITATION_MAX = 1000 };

static void add_date(struct buf *b, struct date d)
{
	buf_addf(b, "%d", d.year);
	if (d.month)
		buf_addf(b, " %s", month_abbr(d.month));
	if (d.month && d.day)
		buf_addf(b, " %d", d.day);
}

static void add_pub_date(struct buf *b, const struct pub_date *date)
{
	if (!date->date.year) {
		buf_add(b, date->medline_date.n ? date->medline_date : date->season);
		return;
	}
	add_date(b, date->date);
	if (date->season.n && !date->date.month)
		buf_addf(b, " " STR_FMT, STR_ARG(date->season));
}

struct str judge_pub_date(struct arena *a, const struct pub_date *date)
{
	struct buf b CLEANUP_BUF = buf_new(CITATION_MAX);
	add_pub_date(&b, date);
	return str_copy(a, buf_str(&b));
}

/* A record with neither volume nor issue is ahead of print. Some journals number by issue alone
 * (Cochrane Database Syst Rev, J Vis Exp). */
static bool is_ahead_of_print(const struct paper *paper)
{
	return !paper->volume.n && !paper->issue.n;
}

/* In an electronic collection the PubDate is only a year: PubMed cites such an article by the day
 * on which it appeared (house style 4). */
static bool is_cited_by_article_date(const struct paper *paper)
{
	return str_eq(paper->pub_model, S("Electronic-eCollection")) && paper->article_date.year;
}

/* 2018 Jan 4;378(1):35-47 */
static void add_place(struct buf *b, const struct paper *paper)
{
	if (is_cited_by_article_date(paper))
		add_date(b, paper->article_date);
	else
		add_pub_date(b, &paper->pub_date);
	buf_addf(b, ";" STR_FMT, STR_ARG(paper->volume));
	if (paper->issue.n)
		buf_addf(b, "(" STR_FMT ")", STR_ARG(paper->issue));
	if (paper->pages.n)
		buf_addf(b, ":" STR_FMT, STR_ARG(paper->pages));
}

/* The day of a paper ahead of print. */
static struct date ahead_date(const struct paper *paper)
{
	return paper->article_date.day ? paper->article_date : paper->entrez_date;
}

/* 12/10/2016; when the day is not known, as much as PubDate says (house style 5). */
static void add_ahead_date(struct buf *b, const struct paper *paper)
{
	char day[TIME_TEXT];
	struct date d = ahead_date(paper);
	if (d.day)
		buf_addf(b, "%s", date_us(d, day));
	else
		add_pub_date(b, &paper->pub_date);
}

struct str judge_citation(struct arena *a, const struct paper *paper)
{
	struct buf b CLEANUP_BUF = buf_new(CITATION_MAX), date CLEANUP_BUF = buf_new(CITATION_MAX);
	struct str name = paper->book ? paper->publisher : str_or(paper->medline_ta, paper->journal);
	if (paper->book)
		add_pub_date(&date, &(struct pub_date){.date = {.year = paper->pub_date.date.year}});
	else if (is_ahead_of_print(paper))
		add_ahead_date(&date, paper);
	else
		add_place(&date, paper);
	buf_add(&b, name);
	if (name.n && date.n)
		buf_add(&b, S(", "));
	buf_add(&b, buf_str(&date));
	return str_copy(a, buf_str(&b));
}

/* The year and the first month of a MedlineDate: "2019 Sep-Oct", "1998 Dec-1999 Jan",
 * "2000 Spring". */
static struct date date_of_words(struct str text)
{
	struct date d = {0};
	struct str year = str_sub(text, 0, 4);
	long number;
	if (year.n != 4 || !str_is_digits(year) || !str_to_long(year, &number))
		return d;
	d.year = (int)number;
	d.month = text.n >= 8 && text.p[4] == ' ' ? month_number(str_sub(text, 5, 3)) : 0;
	return d;
}

struct date judge_paper_date(const struct paper *paper)
{
	struct date cited = paper->pub_date.date.year ? paper->pub_date.date :
													date_of_words(paper->pub_date.medline_date);
	struct date online = paper->article_date;
	if (!paper->book && is_ahead_of_print(paper) && ahead_date(paper).day)
		return ahead_date(paper);
	bool agrees = online.day && online.year == cited.year &&
		(!cited.month || (online.month == cited.month && !cited.day));
	return agrees || is_cited_by_article_date(paper) ? online : cited;
}
