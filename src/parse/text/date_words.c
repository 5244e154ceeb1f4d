#include "parse/text/date_words.h"

#include <assert.h>

#include "base/date.h"
#include "base/month.h"
#include "base/utf8.h"

/* Names of months beside the English ones, one entry a month: German, French, Spanish, Portuguese,
 * Italian, Dutch, the Scandinavian languages, Greek, Hungarian, Polish, Russian and Turkish. They
 * are written as utf8_fold leaves them: lower case, without accents. */
static const char *const MONTHS[12] = {
	"januar janner janvier janv enero ene janeiro gennaio gen januari ιανουαριου ιαν styczen "
	"stycznia sty января январь янв ocak oca",
	"februar fevrier fevr fev febrero fevereiro febbraio februari φεβρουαριου φεβ luty lutego lut "
	"февраля февраль фев subat sub",
	"marz maerz mars marzo marco maart mrt marts marcius μαρτιου μαρ marzec marca марта март мар "
	"mart",
	"avril avr abril abr aprile aprilis απριλιου απρ kwiecien kwietnia kwi апреля апрель апр nisan "
	"nis",
	"mai mayo maio maggio mag mei maj majus maja μαιου μαι мая май mayıs",
	"juni juin junio junho giugno giu junius ιουνιου ιουν czerwiec czerwca cze июня июнь июн "
	"haziran haz",
	"juli juillet juil julio julho luglio lug julius ιουλιου ιουλ lipiec lipca lip июля июль июл "
	"temmuz tem",
	"aout agosto ago augusti augustus augusztus αυγουστου αυγ sierpien sierpnia sie августа август "
	"авг agustos agu",
	"sept septembre septiembre setiembre setembro settembre set szeptember σεπτεμβριου σεπτ σεπ "
	"wrzesien wrzesnia wrz сентября сентябрь сен eylul eyl",
	"oktober okt octobre octubre outubro out ottobre ott οκτωβριου οκτ pazdziernik pazdziernika "
	"paz октября октябрь окт ekim eki",
	"novembre noviembre novembro νοεμβριου νοε listopad listopada lis ноября ноябрь ноя kasım kas",
	"dezember dez decembre diciembre dic dezembro dicembre δεκεμβριου δεκ grudzien grudnia gru "
	"декабря декабрь дек aralık ara",
};

static bool is_one_of(struct str words, struct str word)
{
	while (words.p)
		if (str_eq(str_cut(&words, ' '), word))
			return true;
	return false;
}

int date_words_weekday(struct str word)
{
	static const struct str days[] = {S("sunday"), S("monday"), S("tuesday"), S("wednesday"),
		S("thursday"), S("friday"), S("saturday")};
	for (int i = 0; i < 7; i++)
		if (word.n >= 3 && str_istarts(days[i], word))
			return i;
	return -1;
}

int date_words_month(struct str word)
{
	/* Most dates begin with a weekday. No month has such a name, so MONTHS need not be searched. */
	if (date_words_weekday(word) >= 0)
		return 0;
	int month = word.n >= 3 ? month_number(word) : 0;
	struct arena a CLEANUP_ARENA = {0};
	struct str folded = month || word.n < 3 ? STR_NONE : utf8_fold(&a, word);
	if (folded.n)
		month = month_number(folded);
	for (int i = 0; folded.n && !month && i < 12; i++)
		month = is_one_of(str_of(MONTHS[i]), folded) ? i + 1 : 0;
	assert(month >= 0 && month <= 12);
	return month;
}

static const struct {
	struct str word;
	enum date_unit unit;
} UNITS[] = {
	{S("年"), DATE_YEAR},
	{S("년"), DATE_YEAR},
	{S("月"), DATE_MONTH},
	{S("월"), DATE_MONTH},
	{S("日"), DATE_DAY},
	{S("일"), DATE_DAY},
	{S("오전"), DATE_MORNING},
	{S("上午"), DATE_MORNING},
	{S("午前"), DATE_MORNING},
	{S("오후"), DATE_AFTERNOON},
	{S("下午"), DATE_AFTERNOON},
	{S("午後"), DATE_AFTERNOON},
};

enum date_unit date_words_unit(struct str text, size_t *length)
{
	for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
		*length = UNITS[i].word.n;
		if (str_starts(text, UNITS[i].word))
			return UNITS[i].unit;
	}
	return DATE_NO_UNIT;
}
