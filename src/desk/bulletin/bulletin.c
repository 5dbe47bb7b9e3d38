/* What publishing means: the bulletin is there, under its title, and counts. Its figures are frozen in the record. */
#include "desk/bulletin/bulletin.h"

int bulletin_published_effects(struct effects *e, const struct record *r)
{
	struct uuid incident = uuid_nil;

	record_ref(r, "incident", &incident);
	effects_subject(e, r->id, SUBJECT_BULLETIN, r->area, record_text(r, "title_zh"), 0);
	return effects_amount(e, BULLETIN_PUBLISHED, incident, 1);
}
