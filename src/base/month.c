#include "base/month.h"

static const char *const NAMES[] = {"", "January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December"};
static const char *const ABBREVIATIONS[] = {
	"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char *month_abbr(int month)
{
	return month >= 1 && month <= 12 ? ABBREVIATIONS[month] : "";
}

const char *month_name(int month)
{
	return month >= 1 && month <= 12 ? NAMES[month] : "";
}

int month_number(struct str s)
{
	long number;
	if (s.n <= 2 && str_to_long(s, &number))
		return number >= 1 && number <= 12 ? (int)number : 0;
	for (int month = 1; month <= 12; month++)
		if (str_ieq(s, str_of(ABBREVIATIONS[month])) || str_ieq(s, str_of(NAMES[month])))
			return month;
	return 0;
}
