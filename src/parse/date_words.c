#include "parse/date_words.h"

#include "base/date.h"

static const struct { struct str word; int month; } MONTHS[] = {
	{S("januar"), 1}, {S("jänner"), 1}, {S("janvier"), 1}, {S("janv"), 1}, {S("enero"), 1}, {S("ene"), 1}, {S("janeiro"), 1}, {S("gennaio"), 1},
	{S("gen"), 1}, {S("januari"), 1}, {S("februar"), 2}, {S("février"), 2}, {S("fevrier"), 2}, {S("févr"), 2}, {S("fév"), 2}, {S("fev"), 2},
	{S("febrero"), 2}, {S("fevereiro"), 2}, {S("febbraio"), 2}, {S("februari"), 2}, {S("märz"), 3}, {S("maerz"), 3}, {S("mär"), 3}, {S("mars"), 3},
	{S("marzo"), 3}, {S("março"), 3}, {S("marco"), 3}, {S("maart"), 3}, {S("mrt"), 3}, {S("avril"), 4}, {S("avr"), 4}, {S("abril"), 4}, {S("abr"), 4},
	{S("aprile"), 4}, {S("mai"), 5}, {S("mayo"), 5}, {S("maio"), 5}, {S("maggio"), 5}, {S("mag"), 5}, {S("mei"), 5}, {S("juni"), 6}, {S("juin"), 6},
	{S("junio"), 6}, {S("junho"), 6}, {S("giugno"), 6}, {S("giu"), 6}, {S("juli"), 7}, {S("juillet"), 7}, {S("juil"), 7}, {S("julio"), 7},
	{S("julho"), 7}, {S("luglio"), 7}, {S("lug"), 7}, {S("août"), 8}, {S("aout"), 8}, {S("agosto"), 8}, {S("ago"), 8}, {S("augustus"), 8},
	{S("sept"), 9}, {S("septembre"), 9}, {S("septiembre"), 9}, {S("setiembre"), 9}, {S("setembro"), 9}, {S("settembre"), 9}, {S("set"), 9},
	{S("oktober"), 10}, {S("okt"), 10}, {S("octobre"), 10}, {S("octubre"), 10}, {S("outubro"), 10}, {S("out"), 10}, {S("ottobre"), 10}, {S("ott"), 10},
	{S("novembre"), 11}, {S("noviembre"), 11}, {S("novembro"), 11}, {S("dezember"), 12}, {S("dez"), 12}, {S("décembre"), 12}, {S("decembre"), 12},
	{S("déc"), 12}, {S("diciembre"), 12}, {S("dic"), 12}, {S("dezembro"), 12}, {S("dicembre"), 12},
};

int date_word_month(struct str word)
{
	int month = word.n >= 3 ? month_number(word) : 0;
	for (size_t i = 0; !month && i < sizeof MONTHS / sizeof *MONTHS; i++)
		if (str_ieq(word, MONTHS[i].word))
			month = MONTHS[i].month;
	return month;
}

/* RFC 5322 4.3, and the European, Asian and Australian names that feeds use. Minutes east of UTC. */
static const struct { struct str word; int minutes; } ZONES[] = {
	{S("gmt"), 0}, {S("ut"), 0}, {S("utc"), 0}, {S("z"), 0}, {S("wet"), 0}, {S("est"), -300}, {S("edt"), -240}, {S("cst"), -360}, {S("cdt"), -300},
	{S("mst"), -420}, {S("mdt"), -360}, {S("pst"), -480}, {S("pdt"), -420}, {S("akst"), -540}, {S("akdt"), -480}, {S("hst"), -600},
	{S("ast"), -240}, {S("adt"), -180}, {S("nst"), -210}, {S("ndt"), -150}, {S("brt"), -180}, {S("bst"), 60}, {S("west"), 60}, {S("cet"), 60},
	{S("met"), 60}, {S("mez"), 60}, {S("cest"), 120}, {S("mest"), 120}, {S("mesz"), 120}, {S("eet"), 120}, {S("sast"), 120}, {S("eest"), 180},
	{S("msk"), 180}, {S("msd"), 240}, {S("ist"), 330}, {S("hkt"), 480}, {S("sgt"), 480}, {S("awst"), 480}, {S("jst"), 540}, {S("kst"), 540},
	{S("acst"), 570}, {S("acdt"), 630}, {S("aest"), 600}, {S("aedt"), 660}, {S("nzst"), 720}, {S("nzdt"), 780},
};

bool date_word_zone(struct str word, int *seconds)
{
	for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++) {
		if (!str_ieq(word, ZONES[i].word))
			continue;
		*seconds = ZONES[i].minutes * 60;
		return true;
	}
	return false;
}
