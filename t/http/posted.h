/* What several tests of the server hand in: the numbers of ids are the tests' own. */
#ifndef T_HTTP_POSTED_H
#define T_HTTP_POSTED_H

#define VISIT(id, extra) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"sweep.visit\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"g1\",\"round\":\"01900000-0000-7000-8000-000000000002\"," \
	"\"subject\":\"01900000-0000-7000-8000-000000000100\",\"body\":{\"outcome\":\"done\"" extra \
	"}}"

#define BULLETIN(id) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id \
	"\",\"incident\":\"01900000-0000-7000-8000-000000000001\",\"area\":\"g1\"," \
	"\"from\":\"2022-08-25\",\"to\":\"2022-08-30\",\"reason\":\"?\"}"

/* A notice, and a list of two places in one county and one in another. */
#define TOLD \
	"[{\"id\":\"01900000-0000-7000-8000-000000090600\",\"kind\":\"notice.published\",\"v\":2," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{" \
	"\"incident\":\"01900000-0000-7000-8000-000000000001\",\"title\":\"通知（示例）\",\"text\":\"示例\"," \
	"\"audience\":\"staff\",\"urgent\":true,\"until\":\"2022-08-31T10:00:00+08:00\"}}," \
	"{\"id\":\"01900000-0000-7000-8000-000000090601\",\"kind\":\"risk.issued\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{\"as_of\":\"2022-08-30T09:00:00+08:00\"," \
	"\"snapshot\":\"示例-1\",\"source\":\"示例\",\"entries\":3}}," PLACE( \
		"90602", "high", "甲区", "东升花园") "," PLACE("90603", "high", "甲区", \
		"西门街") "," PLACE("90604", "low", "乙县", "示例镇") "]"
#define PLACE(id, level, county, text) \
	"{\"id\":\"01900000-0000-7000-8000-0000000" id "\",\"kind\":\"risk.listed\",\"v\":1," \
	"\"at\":\"2022-08-30T10:00:00+08:00\",\"area\":\"512021\",\"body\":{\"as_of\":\"2022-08-30T09:00:00+08:00\"," \
	"\"snapshot\":\"示例-1\",\"level\":\"" level \
	"\",\"province\":\"示例省\",\"city\":\"示例市\",\"county\":\"" county \
	"\",\"area_text\":\"" text "\"}}"

#endif
