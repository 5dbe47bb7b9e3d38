/* What publishing means: the bulletin is there, under its title, and counts. Its figures are frozen in the record. */
#include "desk/bulletin/bulletin.h"

#include "cover/base_kinds.h"

int bulletin_published_effects(struct effects *e, const struct record *r)
{
	struct uuid first;

	effects_subject(e, r->id, SUBJECT_BULLETIN, r->area, record_text(r, "title_zh"), 0);
	if (record_ref(r, "first", &first))
		effects_subject_version(e, first, record_int(r, "version"));
	return effects_amount(e, BULLETIN_PUBLISHED, base_incident(r), 1);
}
