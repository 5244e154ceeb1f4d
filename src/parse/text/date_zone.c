#include "parse/text/date_zone.h"

#include <assert.h>

#include "base/date.h"

enum { HOUR = 3600 };
/* Whose law says when summer time begins and ends. */
enum summer_law { NEVER, EUROPE, AMERICA, AUSTRALIA, NEW_ZEALAND };

struct date_zone {
	struct str name;
	int minutes; /* east of UTC, in winter */
	enum summer_law law;
};

/* Left out are zones whose offset or law has changed since feeds exist: a date without a zone is
 * better than one with a wrong zone. */
static const struct date_zone ZONES[] = {
	{S("gmt"), 0, NEVER},
	{S("ut"), 0, NEVER},
	{S("utc"), 0, NEVER},
	{S("z"), 0, NEVER},
	{S("wet"), 0, NEVER},
	{S("est"), -300, NEVER},
	{S("edt"), -240, NEVER},
	{S("cst"), -360, NEVER},
	{S("cdt"), -300, NEVER},
	{S("mst"), -420, NEVER},
	{S("mdt"), -360, NEVER},
	{S("pst"), -480, NEVER},
	{S("pdt"), -420, NEVER},
	{S("akst"), -540, NEVER},
	{S("akdt"), -480, NEVER},
	{S("hst"), -600, NEVER},
	{S("ast"), -240, NEVER},
	{S("adt"), -180, NEVER},
	{S("nst"), -210, NEVER},
	{S("ndt"), -150, NEVER},
	{S("brt"), -180, NEVER},
	{S("bst"), 60, NEVER},
	{S("west"), 60, NEVER},
	{S("cet"), 60, NEVER},
	{S("met"), 60, NEVER},
	{S("mez"), 60, NEVER},
	{S("cest"), 120, NEVER},
	{S("mest"), 120, NEVER},
	{S("mesz"), 120, NEVER},
	{S("eet"), 120, NEVER},
	{S("sast"), 120, NEVER},
	{S("eest"), 180, NEVER},
	{S("msk"), 180, NEVER},
	{S("msd"), 240, NEVER},
	{S("ist"), 330, NEVER},
	{S("hkt"), 480, NEVER},
	{S("sgt"), 480, NEVER},
	{S("awst"), 480, NEVER},
	{S("jst"), 540, NEVER},
	{S("kst"), 540, NEVER},
	{S("acst"), 570, NEVER},
	{S("acdt"), 630, NEVER},
	{S("aest"), 600, NEVER},
	{S("aedt"), 660, NEVER},
	{S("nzst"), 720, NEVER},
	{S("nzdt"), 780, NEVER},
	{S("at"), -240, AMERICA},
	{S("et"), -300, AMERICA},
	{S("ct"), -360, AMERICA},
	{S("mt"), -420, AMERICA},
	{S("pt"), -480, AMERICA},
	{S("Etc/GMT"), 0, NEVER},
	{S("Etc/UTC"), 0, NEVER},
	{S("US/Eastern"), -300, AMERICA},
	{S("US/Central"), -360, AMERICA},
	{S("US/Mountain"), -420, AMERICA},
	{S("US/Pacific"), -480, AMERICA},
	{S("Africa/Johannesburg"), 120, NEVER},
	{S("Africa/Lagos"), 60, NEVER},
	{S("Africa/Nairobi"), 180, NEVER},
	{S("America/Anchorage"), -540, AMERICA},
	{S("America/Bogota"), -300, NEVER},
	{S("America/Chicago"), -360, AMERICA},
	{S("America/Denver"), -420, AMERICA},
	{S("America/Detroit"), -300, AMERICA},
	{S("America/Edmonton"), -420, AMERICA},
	{S("America/Halifax"), -240, AMERICA},
	{S("America/Lima"), -300, NEVER},
	{S("America/Los_Angeles"), -480, AMERICA},
	{S("America/Montreal"), -300, AMERICA},
	{S("America/New_York"), -300, AMERICA},
	{S("America/Phoenix"), -420, NEVER},
	{S("America/Puerto_Rico"), -240, NEVER},
	{S("America/Toronto"), -300, AMERICA},
	{S("America/Vancouver"), -480, AMERICA},
	{S("America/Winnipeg"), -360, AMERICA},
	{S("Asia/Bangkok"), 420, NEVER},
	{S("Asia/Calcutta"), 330, NEVER},
	{S("Asia/Dubai"), 240, NEVER},
	{S("Asia/Ho_Chi_Minh"), 420, NEVER},
	{S("Asia/Hong_Kong"), 480, NEVER},
	{S("Asia/Jakarta"), 420, NEVER},
	{S("Asia/Kathmandu"), 345, NEVER},
	{S("Asia/Kolkata"), 330, NEVER},
	{S("Asia/Kuala_Lumpur"), 480, NEVER},
	{S("Asia/Manila"), 480, NEVER},
	{S("Asia/Riyadh"), 180, NEVER},
	{S("Asia/Seoul"), 540, NEVER},
	{S("Asia/Shanghai"), 480, NEVER},
	{S("Asia/Singapore"), 480, NEVER},
	{S("Asia/Taipei"), 480, NEVER},
	{S("Asia/Tokyo"), 540, NEVER},
	{S("Atlantic/Reykjavik"), 0, NEVER},
	{S("Australia/Adelaide"), 570, AUSTRALIA},
	{S("Australia/Brisbane"), 600, NEVER},
	{S("Australia/Darwin"), 570, NEVER},
	{S("Australia/Melbourne"), 600, AUSTRALIA},
	{S("Australia/Sydney"), 600, AUSTRALIA},
	{S("Europe/Amsterdam"), 60, EUROPE},
	{S("Europe/Athens"), 120, EUROPE},
	{S("Europe/Belgrade"), 60, EUROPE},
	{S("Europe/Berlin"), 60, EUROPE},
	{S("Europe/Bratislava"), 60, EUROPE},
	{S("Europe/Brussels"), 60, EUROPE},
	{S("Europe/Bucharest"), 120, EUROPE},
	{S("Europe/Budapest"), 60, EUROPE},
	{S("Europe/Copenhagen"), 60, EUROPE},
	{S("Europe/Dublin"), 0, EUROPE},
	{S("Europe/Helsinki"), 120, EUROPE},
	{S("Europe/Kiev"), 120, EUROPE},
	{S("Europe/Kyiv"), 120, EUROPE},
	{S("Europe/Lisbon"), 0, EUROPE},
	{S("Europe/Ljubljana"), 60, EUROPE},
	{S("Europe/London"), 0, EUROPE},
	{S("Europe/Luxembourg"), 60, EUROPE},
	{S("Europe/Madrid"), 60, EUROPE},
	{S("Europe/Oslo"), 60, EUROPE},
	{S("Europe/Paris"), 60, EUROPE},
	{S("Europe/Prague"), 60, EUROPE},
	{S("Europe/Rome"), 60, EUROPE},
	{S("Europe/Sofia"), 120, EUROPE},
	{S("Europe/Stockholm"), 60, EUROPE},
	{S("Europe/Vienna"), 60, EUROPE},
	{S("Europe/Warsaw"), 60, EUROPE},
	{S("Europe/Zagreb"), 60, EUROPE},
	{S("Europe/Zurich"), 60, EUROPE},
	{S("Pacific/Auckland"), 720, NEW_ZEALAND},
	{S("Pacific/Honolulu"), -600, NEVER},
};

/* The clocks change on the first Sunday on or after this day. From the 25th on that is the last
 * Sunday of a month of 31 days. */
struct change {
	int month, from_day;
};
/* The rules in force from this year on, until the next row of the same law: of one law, the earlier
 * row stands first. Europe: Directive 2000/84/EC. America: Energy Policy Act of 2005. */
static const struct {
	enum summer_law law;
	int year;
	struct change begin, end;
} LAWS[] = {
	{EUROPE, 1996, {3, 25}, {10, 25}},
	{AMERICA, 1987, {4, 1}, {10, 25}},
	{AMERICA, 2007, {3, 8}, {11, 1}},
	{AUSTRALIA, 1996, {10, 25}, {3, 25}},
	{AUSTRALIA, 2008, {10, 1}, {4, 1}},
	{NEW_ZEALAND, 1990, {10, 1}, {3, 15}},
	{NEW_ZEALAND, 2007, {9, 24}, {3, 15}},
	{NEW_ZEALAND, 2008, {9, 24}, {4, 1}},
};

const struct date_zone *date_zone_find(struct str name)
{
	for (size_t i = 0; i < sizeof ZONES / sizeof *ZONES; i++)
		if (str_ieq(name, ZONES[i].name))
			return &ZONES[i];
	return NULL;
}

/* Midnight at the beginning of the Sunday of the change. */
static int64_t change_day(int year, struct change change)
{
	struct date from = {year, change.month, change.from_day};
	return date_to_time(date_add_days(from, (7 - date_weekday(from)) % 7));
}

static bool is_summer(const struct date_zone *zone, int64_t local)
{
	int year = date_from_time(local).year;
	int64_t begin = 0, end = 0;
	for (size_t i = 0; i < sizeof LAWS / sizeof *LAWS; i++) {
		if (LAWS[i].law != zone->law || LAWS[i].year > year)
			continue;
		assert(!begin || (LAWS[i - 1].law == zone->law && LAWS[i - 1].year < LAWS[i].year));
		/* All of Europe changes at 01:00 UTC, the others at 02:00 of their own winter time. */
		int64_t clock = zone->law == EUROPE ? HOUR + zone->minutes * 60 : 2 * HOUR;
		begin = change_day(year, LAWS[i].begin) + clock;
		end = change_day(year, LAWS[i].end) + clock;
	}
	/* In the south, summer begins in the later half of the year and ends in the earlier. */
	return begin <= end ? local >= begin && local < end : local >= begin || local < end;
}

int date_zone_offset(const struct date_zone *zone, int64_t local)
{
	bool summer = zone->law != NEVER && is_summer(zone, local);
	return zone->minutes * 60 + (summer ? HOUR : 0);
}
