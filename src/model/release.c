#include "model/release.h"

bool release_is_corrected(const struct release *release)
{
	return release->at > release->published;
}
