/* An office's form for tests: the workbook of the kind's own example, in which B2 is to be filled. */
#ifndef T_SUPPORT_FORM_FIXTURE_H
#define T_SUPPORT_FORM_FIXTURE_H

#include <stdio.h>
#include <string.h>

#include "desk/desk.h"

/* As base64url. */
static inline struct str form_file(void)
{
	static const char name[] = "\"file\": \"";
	const char *from = strstr(kinds_newest(desks_kinds(), STR("form.filed"))->example, name) +
		strlen(name);

	return (struct str){ from, strcspn(from, "\"") };
}

#define FORM_AT "2022-08-30T09:00:00+08:00"

/* A list of two records: the form, and its map, by which `figure` of an area stands in B2, and the day in C1. id: the last five digits of
 * the form's; its map has the one behind that. */
static inline void form_records(char *ret, size_t size, int id, const char *area,
	const char *figure, const char *measure, const char *more)
{
	struct str file = form_file();

	snprintf(ret, size,
		"[{\"id\":\"01900000-0000-7000-8000-0000000%05d\",\"kind\":\"form.filed\",\"v\":1,\"at\":\"" FORM_AT
		"\",\"area\":\"%s\",\"body\":{\"incident\":\"01900000-0000-7000-8000-000000000001\","
		"\"name_zh\":\"日报 %d（示例）\",\"office\":\"某办（示例）\",\"file\":\"%.*s\"}},"
		"{\"id\":\"01900000-0000-7000-8000-0000000%05d\",\"kind\":\"form.mapped\",\"v\":1,\"at\":\"" FORM_AT
		"\",\"area\":\"%s\",\"subject\":\"01900000-0000-7000-8000-0000000%05d\",\"body\":{\"version\":1%s,\"map\":\""
		"[{\\\"sheet\\\":0,\\\"cell\\\":\\\"B2\\\",\\\"what\\\":\\\"figure\\\",\\\"figure\\\":\\\"%s\\\","
		"\\\"area\\\":\\\"%s\\\",\\\"measure\\\":\\\"%s\\\"},{\\\"sheet\\\":0,\\\"cell\\\":\\\"C1\\\",\\\"what\\\":\\\"date\\\"}]\"}}]",
		id, area, id, (int)file.n, file.p, id + 1, area, id, more, figure, area, measure);
}

#endif
