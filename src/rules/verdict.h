/* Verdicts as texts: what the phone's build exports (wasm.c), and what the server says of a record, word by word alike. Facts
 * and answers have the names that records have; t/vectors/rules holds both to it, in C and in WebAssembly. Pure. */
#ifndef RULES_VERDICT_H
#define RULES_VERDICT_H

#include "core/json.h"
#include "rules/screening.h"

/* Names of codes as records have them; index 0 is NULL, and so is the one after the last. */
extern const char *const screening_verdict_names[];
extern const char *const screening_code_names[];
extern const char *const screening_test_names[];
extern const char *const screening_origin_names[];
extern const char *const screening_reason_names[];

/* The facts of a screening as the body of its record; temperature: thousandths of a degree, where it was taken. Writes {rule,
 * version, source, verdict, reason, fever, refer_hours}: what the rule in force on that local day says. What is not told is judged
 * as the worst. E_BAD_REQUEST: it is no object. */
int verdict_screening(struct cx *cx, const struct json *facts, int32_t day, struct jw *w);

#define VERDICT_PART '\x1f' /* divides the parts of a line */
#define VERDICT_LINE '\x1e' /* and lines */

/* A journey held against lists of risk areas. text: lines; the first is the journey, the others the pieces of the lists, those about
 * issues first; a piece's time is in ms, days are days since 1970.
 *
 *   where he was, in his words; from; to; today
 *   I; as_of; version; source; entries
 *   E; as_of; version; source; level 1 … 3; province; city; county; place
 *
 * Writes {level, there, province, city, county, area_text, as_of, snapshot, source, days, lately, rule, within_hours, measure}:
 * level 0 and nulls where nothing fits. lately: he was there within the days of the norm before today; rule: the norm's source;
 * within_hours: by when measures are taken, measure: the source of that. E_BAD_REQUEST: a line is malformed. */
int verdict_journey(struct cx *cx, struct str text, struct jw *w);

#endif
