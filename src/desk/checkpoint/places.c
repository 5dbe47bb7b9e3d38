/* What a visit and a queue mean. From open fields only: who it was lies sealed. */
#include "desk/checkpoint/places.h"

#include "cover/base_kinds.h"
#include "rules/norms.h"

int place_visited_effects(struct effects *e, const struct record *r)
{
	if (record_int(r, "helped"))
		effects_amount(e, PLACES_HELPED, base_incident(r), 1);
	return effects_amount(e, PLACES_VISITS, base_incident(r), 1);
}

int queue_counted_effects(struct effects *e, const struct record *r)
{
	int64_t waited = record_int(r, "minutes") * 60 * 1000;

	if (waited > norm_queue(day_of(r->at_used))->ms)
		effects_amount(e, PLACES_OVERLONG, base_incident(r), 1);
	return effects_amount(e, PLACES_QUEUES, base_incident(r), 1);
}
