/* The look-book: one entry for each answer that shows unmasked personal fields. */
#include "guard/guard.h"

#include "sys/sys.h"

int guard_look_entry(struct cx *cx, const struct reader *who, struct str screen, struct str reason,
	const struct uuid *subjects, size_t n, int64_t now, struct entry *ret)
{
	struct buf b;
	struct jw w;

	*ret = (struct entry){ .type = ENTRY_LOOK,
		.id = sys_uuid(),
		.received = now,
		.at_used = now,
		.via = who->person };
	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_str(&w, "reader", who->person);
	jw_f_str(&w, "reason", reason);
	jw_f_str(&w, "screen", screen);
	jw_name(&w, "subjects");
	jw_list(&w);
	for (size_t i = 0; i < n; i++) {
		char text[UUID_TEXT + 1];

		uuid_write(&subjects[i], text);
		jw_z(&w, text);
	}
	jw_end_list(&w);
	jw_end_object(&w);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	ret->open = buf_get(&b);
	return 0;
}
