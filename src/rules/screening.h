/* Screening at a checkpoint: from what is asked and seen of a traveller, the verdict and its reason. A rule is a dated row
 * with its version and source; a row is never edited, so whoever holds a version can say what it said. Pure; no library: a
 * phone without a network gives the verdict that the server would give. */
#ifndef RULES_SCREENING_H
#define RULES_SCREENING_H

#include <stdbool.h>
#include <stdint.h>

#define SCREENING_RULE "exit-screening" /* the id that a record names, with the version */
#define SCREENING_FEVER_MILLI 37300     /* of a degree Celsius, from there on */

/* Codes are kept in records' choices: never renumbered. */
enum screening_verdict { SCREENING_PASSED = 1, SCREENING_REFERRED, SCREENING_TURNED_BACK };
enum screening_code { CODE_GREEN = 1, CODE_YELLOW, CODE_RED, CODE_NONE }; /* none: has no phone */
enum screening_test { TEST_24H = 1, TEST_48H, TEST_72H, TEST_NONE };
enum screening_origin { ORIGIN_COUNTY = 1, ORIGIN_PROVINCE, ORIGIN_OUTSIDE, SCREENING_ORIGINS };
enum screening_reason {
	REASON_CLEAR = 1,
	REASON_NOT_REGISTERED, /* neither scanned the place code nor was entered by hand */
	REASON_CODE,           /* red or yellow */
	REASON_FEVER,
	REASON_RISK,    /* the itinerary or the traveller tells of a risk area */
	REASON_OUTSIDE, /* from another province: tested on arrival, whatever the report */
	REASON_TEST     /* no report, or one too old */
};

struct screening_facts {
	bool registered;
	bool itinerary, history; /* in a risk area: by the itinerary card, by his own word */
	bool fever;
	uint8_t code, test, origin; /* what is unknown is 0, and judged as the worst */
};

/* By origin: the oldest test report that passes (TEST_NONE: none is asked for), and whether everyone is tested here,
 * whatever he shows. */
struct screening_rule {
	int version;
	int32_t from; /* local day */
	uint8_t test_worst[SCREENING_ORIGINS];
	bool on_arrival[SCREENING_ORIGINS];
	int64_t refer_ms; /* whoever is referred is tested within this */
	int follow_days;  /* whoever arrives is asked after on so many days */
	const char *source;
};

struct screening_judgement {
	uint8_t verdict, reason;
};

/* The rule in force on a day; before the first, the first. Never NULL. */
const struct screening_rule *screening_rule_on(int32_t day);
/* The rule of a version; NULL: this program has none such. */
const struct screening_rule *screening_rule_version(int64_t version);
struct screening_judgement screening_judge(
	const struct screening_rule *rule, const struct screening_facts *facts);

#endif
