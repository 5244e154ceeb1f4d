/* face_17: faces as stores of versions up to 17 have them, with some English in the place of what
 * it means. Releases stay as they were approved, so such faces are read for ever.
 *
 * Facts (model/facts.h) had no mark and English values:
 *
 *     phase\tPhase 2
 *     ages\t18 Years and older
 *     places\tSample Hospital, Chicago (Recruiting)\tand 12 more
 *
 * That nothing is at its address was told by its notice alone: `told` was empty. */
#ifndef MODEL_FACE_17_H
#define MODEL_FACE_17_H

#include "base/arena.h"
#include "model/face.h"

/* Makes a face as this version has it; one of this version stays as it is. Texts in the arena. */
void face_from_17(struct arena *a, struct face *face);
/* As those versions would have it: what editors declined then is known by its hash. */
void face_to_17(struct arena *a, struct face *face);

#endif
