// Made by tools/api_types.mjs from /v1/openapi.json; not written by hand.
export interface paths {
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 当前登录人及其权限
         * @description Who is logged in, and his rights
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who is logged in, and his rights */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["session"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 登录，返回会话 Cookie
         * @description Log in; the answer sets the session cookie
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["login"];
                };
            };
            responses: {
                /** @description Log in; the answer sets the session cookie */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["session"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        /**
         * 退出登录
         * @description Log out
         */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Log out */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本人（管理员可看全部）正在登录的会话
         * @description Who is logged in: one's own, or all
         */
        get: {
            parameters: {
                query?: {
                    /** @description 谁的会话；缺省为本人 / whose; without it one's own */
                    of?: "me" | "all";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who is logged in: one's own, or all */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["session_row"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /**
         * 结束本人的其他会话
         * @description End all of one's own sessions but this one
         */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description End all of one's own sessions but this one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 结束一个会话
         * @description End a session
         */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description End a session */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 账号及其角色、权限何时到期、最近何时登录（从未登录的为空）
         * @description Accounts, their roles, when the last of their rights ends, and when they were last heard of (null: they never logged in)
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Accounts, their roles, when the last of their rights ends, and when they were last heard of (null: they never logged in) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["account"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 按名单新增账号（全部成功或全部不办）：每人一张首次登录凭条，密码由本人设定
         * @description Take people on from a list, all or none: each gets a slip with which he sets his own password
         */
        post: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为数据 / how it is answered; without it as data */
                    format?: "json" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["newcomer_order"][];
                };
            };
            responses: {
                /** @description Take people on from a list, all or none: each gets a slip with which he sets his own password */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["newcomer"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 停用或恢复一个账号，授予或收回一项角色，或同意别人提出授予的角色（本人的除外）
         * @description Put an account that is not one's own out of use or back, give it a role or take one, or agree to one that another asked for
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["user_change"];
                };
            };
            responses: {
                /** @description Put an account that is not one's own out of use or back, give it a role or take one, or agree to one that another asked for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["account"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 当面核对本人后，为忘记密码的账号开具重设密码凭条：24 小时内有效，只能用一次
         * @description A slip for who has forgotten his password and stands before you: good once and for 24 hours
         */
        post: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为数据 / how it is answered; without it as data */
                    format?: "json" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["reset_order"];
                };
            };
            responses: {
                /** @description A slip for who has forgotten his password and stands before you: good once and for 24 hours */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["slip"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 角色及其权限：能做什么、何事
         * @description The roles, and what each of them may
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The roles, and what each of them may */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["role"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 设备登录前须签名的随机码
         * @description What a device signs to prove itself, good once and for two minutes
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a device signs to prove itself, good once and for two minutes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["challenge"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 登记的设备（管理员看全部）：交到第几号、缺几条、最近联系
         * @description Enrolled devices, one's own or all: what has come from each, and when it was last heard of
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Enrolled devices, one's own or all: what has come from each, and when it was last heard of */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["device"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 用凭条登记本设备，得到其编号和密钥（只给这一次）
         * @description Enrol this device with a slip: its id and key, told this once
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["device_enrolment"];
                };
            };
            responses: {
                /** @description Enrol this device with a slip: its id and key, told this once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["device_key"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 开具设备登记凭条：24 小时内有效，只能用一次
         * @description A slip with which a phone enrols itself, once and within 24 hours
         */
        post: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为数据 / how it is answered; without it as data */
                    format?: "json" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["device_invitation"];
                };
            };
            responses: {
                /** @description A slip with which a phone enrols itself, once and within 24 hours */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["slip"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * 停用设备：不能再登录和签名，其后交来的记录待审批
         * @description Revoke a device: it proves nothing more, and what still comes from it is held
         */
        delete: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Revoke a device: it proves nothing more, and what still comes from it is held */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * 用密码登录本设备后，设置自己在本设备上的 6 位 PIN
         * @description Set one's own PIN of six digits on the device on which one has logged in with the password
         */
        put: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["device_pin"];
                };
            };
            responses: {
                /** @description Set one's own PIN of six digits on the device on which one has logged in with the password */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登录本设备后，取得本人在其上所存副本的密钥，36 小时内有效
         * @description The key under which one's copy lies on the device on which one has logged in, for 36 hours
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The key under which one's copy lies on the device on which one has logged in, for 36 hours */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["lease"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/residents/slips": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 核验身份证件后，为居民开具查看本人记录的一次性凭条
         * @description A slip with a one-time code for a resident whose card was seen: it opens his own record
         */
        post: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为数据 / how it is answered; without it as data */
                    format?: "json" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["slip_order"];
                };
            };
            responses: {
                /** @description A slip with a one-time code for a resident whose card was seen: it opens his own record */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["slip"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 居民本人的登记情况
         * @description A resident's own: what is kept of him, and what he may hand in
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A resident's own: what is kept of him, and what he may hand in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["own"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 关于居民本人的有效记录，新的在前；查看将留痕
         * @description The standing records about the resident himself, latest first; the look is recorded
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The standing records about the resident himself, latest first; the look is recorded */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["own_record"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 谁看过居民本人的信息，新的在前
         * @description Who looked at the resident, newest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who looked at the resident, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["look_told"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own/restrictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 对居民本人及其住所采取的限制措施，新的在前
         * @description What restricts the resident or his home, latest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What restricts the resident or his home, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["own_restriction"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/own/restrictions/{id}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 居民本人的限制措施告知书：数据、网页或 A4 打印页；查看将留痕
         * @description The notice of what restricts the resident: data, a page, or A4; the look is recorded
         */
        get: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为 json / how it is shown; else json */
                    format?: "json" | "html" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The notice of what restricts the resident: data, a page, or A4; the look is recorded */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["restriction_notice"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本人填报或上报的记录现况：有效、待批准、待前置、已作废、已更正
         * @description What became of records that one has written or handed in
         */
        get: {
            parameters: {
                query: {
                    /** @description 记录编号，以逗号分隔，至多 100 个 / ids of records divided by commas, at most 100 */
                    ids: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What became of records that one has written or handed in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["fate"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 提交一条记录（得一张回执）或一组记录（按顺序得一组回执）
         * @description Hand in a record (one receipt) or a list of records (receipts in order)
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 客户端此刻的时钟 / the client's clock as it sends */
                    "Bulou-Sent"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["any_record"] | components["schemas"]["any_record"][];
                };
            };
            responses: {
                /** @description Hand in a record (one receipt) or a list of records (receipts in order) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["receipt"] | components["schemas"]["receipt"][];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看一条记录，个人信息脱敏
         * @description One record, personal fields masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 查看明文的理由（/v1/look-reasons）；将留痕 / reason for showing personal fields (/v1/look-reasons); the look is recorded */
                    unmask?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description true：附所涉辖区外人员的代码 / true: with codes for the people outside one's areas whom it names */
                    pseudonyms?: "true";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填 / more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other */
                    "Bulou-Note"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One record, personal fields masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["record"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/records/{id}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 由该记录（如会议）下达的任务及其办理情况
         * @description The tasks that come of a record (a meeting), and how each stands
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tasks that come of a record (a meeting), and how each stands */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["task"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 自游标以来的变化
         * @description What changed since a cursor
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What changed since a cursor */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["changes"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 区域
         * @description Areas, parents first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 只看此区域及其下级 / only this area and what lies under it */
                    under?: string;
                    /** @description true：附现用名称自何时起、以后的变更及名册上的户数和人数 / true: with the day since which it is called so, what changes next, and how many homes and people the roster has there */
                    roster?: "true";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Areas, parents first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["area"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 记录种类
         * @description Kinds of record
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Kinds of record */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["kind"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/round-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 轮次种类，及其结果和下一步的名称
         * @description Kinds of rounds, and what their outcomes and next actions are called
         */
        get: {
            parameters: {
                query?: {
                    /** @description 给出各类常设轮次在该事件中的编号（round） / with the id that each kind's standing round has in that incident (round) */
                    incident?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Kinds of rounds, and what their outcomes and next actions are called */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["round_kind"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 疫情事件
         * @description Incidents
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Incidents */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["incident"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已终止事件的个人信息还保留什么、何时到期、是否已批准销毁
         * @description What is still kept of incidents that have ended, when it is due, who ordered that it goes
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is still kept of incidents that have ended, when it is due, who ordered that it goes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["retained"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 开启轮次前：各区域有多少对象、由谁上门
         * @description Before a round is opened: whom it would ask in each area, and who works there
         */
        get: {
            parameters: {
                query: {
                    /** @description 轮次类型（/v1/round-kinds，非常设） / kind of round, not a standing one */
                    kind: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 对象范围：flag:NAME，多个以空格分隔（须同时符合）；缺省为全部 / flag:NAME, several divided by blanks (all of them); without it everybody */
                    filter?: string;
                    /** @description true：另给对象编号 / true: with the ids of the subjects */
                    subjects?: "true" | "false";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Before a round is opened: whom it would ask in each area, and who works there */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["candidates"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 轮次，新的在前
         * @description Rounds, newest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Rounds, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["round"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个轮次
         * @description One round
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One round */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["round"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/coverage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 覆盖情况：应到、已到、缺
         * @description Coverage: expected + found = done + excused + missing
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description true：给出未完成中已逾期的数量 / true: how many of the missing are overdue */
                    overdue?: "true" | "false";
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Coverage: expected + found = done + excused + missing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["coverage"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 轮次进度：到各时点累计完成多少
         * @description How a round came to where it is: done by the end of each hour or day
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How a round came to where it is: done by the end of each hour or day */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["progress"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/missing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 缺漏清单
         * @description The exact list of what is missing
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description true：人员给出脱敏姓名、居住房屋的位置和情形（flags） / true: people with their masked names, the places of their homes, and flags */
                    people?: "true" | "false";
                    /** @description 只列有人同时符合这些情形的，如 flag:elderly flag:immobile；户按住在那里的人 / only where somebody has all of these, such as flag:elderly flag:immobile; of homes, who lives there */
                    filter?: string;
                    /** @description need：最需要上门帮助的在前；缺省按区域 / need: who needs help most first; by area without it */
                    sort?: "area" | "need";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The exact list of what is missing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["target"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/missed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本轮及此前同类轮次（至多五轮）中任何一轮未完成的对象
         * @description Who is missing in the round or in any of those of its kind before it, five in all
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description true：人员给出脱敏姓名、居住房屋的位置和情形（flags） / true: people with their masked names, the places of their homes, and flags */
                    people?: "true" | "false";
                    /** @description 只列有人同时符合这些情形的，如 flag:elderly flag:immobile；户按住在那里的人 / only where somebody has all of these, such as flag:elderly flag:immobile; of homes, who lives there */
                    filter?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who is missing in the round or in any of those of its kind before it, five in all */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["missed"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 轮次对象及其状态：已到、免除和缺的
         * @description What a round asks of, in every state: done, excused and missing
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description true：人员给出脱敏姓名、居住房屋的位置和情形（flags） / true: people with their masked names, the places of their homes, and flags */
                    people?: "true" | "false";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a round asks of, in every state: done, excused and missing */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["target"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rounds/{id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 缺漏清单的纸质登记表（PDF）
         * @description What is missing as a sheet to be filled by hand (PDF)
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 只打印此小区（院落、路名） / only this compound */
                    compound?: string;
                    /** @description 只打印此楼栋 / only this building */
                    building?: string;
                    /** @description 用途（/v1/look-reasons）；列有人员的清单必填，作为导出留痕 / what it is for (/v1/look-reasons); needed where people stand on it: an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 最迟销毁日期；列有人员的清单必填 / the last day on which it may be kept; needed where people stand on it */
                    until?: string;
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is missing as a sheet to be filled by hand (PDF) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 指标定义
         * @description Definitions of figures
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Definitions of figures */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["figure"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个指标的数值
         * @description The value of a figure
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description true：另给摘要和记录数，需逐条读取 / true: with the digest and the number of records, which are all read for it */
                    digest?: "true" | "false";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The value of a figure */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["figure_exact"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 指标背后的记录
         * @description The records behind a figure
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 只列此位置及以前到达的记录 / only records that had come by this position */
                    as_of?: number;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The records behind a figure */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["figure_record"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/{id}/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个指标按下级区域
         * @description A figure by the areas under one
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A figure by the areas under one */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["figure_area"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures/{id}/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个指标逐日的数值和较前一日增减
         * @description A figure day by day, each against the day before
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A figure day by day, each against the day before */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["figure_day"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 全部指标
         * @description All figures at once
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description All figures at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["figure_value"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulletins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 已发布的通报，新的在前
         * @description Published bulletins, newest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Published bulletins, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["bulletin_head"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 发布通报：指标就此定格，账目未平衡的须写明理由
         * @description Publish a bulletin: its figures are frozen; where accounts do not close it takes a reason
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["bulletin_order"];
                };
            };
            responses: {
                /** @description Publish a bulletin: its figures are frozen; where accounts do not close it takes a reason */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["receipt"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulletins/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 每日通报：几时备好、哪几日待发布
         * @description Daily bulletins: from which hour on, and which days are due
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Daily bulletins: from which hour on, and which days are due */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["bulletin_daily"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulletins/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 按现有数据起草的通报
         * @description A bulletin as it would be published now
         */
        get: {
            parameters: {
                query: {
                    /** @description 疫情事件编号 / incident */
                    incident: string;
                    /** @description 区域编号；缺省为该事件的区域 / area id; without it the incident's */
                    area?: string;
                    /** @description 起始日（含）；缺省为昨日 / first local day; without it yesterday */
                    from?: string;
                    /** @description 截止日（含）；缺省为昨日 / last local day; without it yesterday */
                    to?: string;
                    /** @description 所更正的通报 / the bulletin that it is to correct */
                    replaces?: string;
                    /** @description 格式 / how it is shown */
                    format?: "json" | "md" | "html" | "pdf" | "xlsx";
                    /** @description 语言 / in which language */
                    lang?: "zh" | "en";
                    /** @description 同通报 / as of a bulletin */
                    extent?: "whole" | "sheet";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A bulletin as it would be published now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["bulletin_draft"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 同上，用所拟的文字；不保存
         * @description The same with the words that were typed; nothing is kept
         */
        post: {
            parameters: {
                query?: {
                    /** @description 格式 / how it is shown */
                    format?: "json" | "md" | "html" | "pdf" | "xlsx";
                    /** @description 语言 / in which language */
                    lang?: "zh" | "en";
                    /** @description whole：全文；sheet：一页版（不含口径和次要指标） / whole, or sheet: on one page, without minor figures and without what they mean */
                    extent?: "whole" | "sheet";
                };
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["bulletin_words"];
                };
            };
            responses: {
                /** @description The same with the words that were typed; nothing is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["bulletin_draft"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/bulletins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一期通报：数据、Markdown、网页、PDF 或工作簿
         * @description One bulletin: as data, as Markdown, a page, a PDF or a workbook
         */
        get: {
            parameters: {
                query?: {
                    /** @description 格式 / how it is shown */
                    format?: "json" | "md" | "html" | "pdf" | "xlsx";
                    /** @description 语言 / in which language */
                    lang?: "zh" | "en";
                    /** @description whole：全文；sheet：一页版（不含口径和次要指标） / whole, or sheet: on one page, without minor figures and without what they mean */
                    extent?: "whole" | "sheet";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One bulletin: as data, as Markdown, a page, a PDF or a workbook */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["bulletin"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 上级要求填报的报表，最近一次填报及变化
         * @description Tables that upper offices ask for, each with its latest filling and what changed
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tables that upper offices ask for, each with its latest filling and what changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["form_head"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一张报表：对应关系、某天填入的内容及与前一次的差额，或填好的原表
         * @description One table: its map, what was filled in for a day and what changed; or the office's workbook, filled
         */
        get: {
            parameters: {
                query?: {
                    /** @description 哪一天的填报；缺省为最近一次 / what was filled in for this day; without it the latest */
                    day?: string;
                    /** @description 格式：xlsx 为下发单位的原表 / how it is shown; xlsx: the office's own workbook */
                    format?: "json" | "xlsx";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One table: its map, what was filled in for a day and what changed; or the office's workbook, filled */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["form"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms/{id}/sheets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 空白表样的各张工作表
         * @description The sheets of the blank form
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The sheets of the blank form */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["form_sheets"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/forms/{id}/fillings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 填报一张报表：数字就此定格
         * @description Fill a table: its numbers are frozen
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["form_order"];
                };
            };
            responses: {
                /** @description Fill a table: its numbers are frozen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["receipt"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个区域及其直接下级的轮廓（SVG 路径，坐标已取整）
         * @description The outlines of an area and of those under it, as SVG paths in whole units
         */
        get: {
            parameters: {
                query: {
                    /** @description 区域：画它和直接下级的轮廓 / the area whose outline is drawn, and those right under it */
                    area: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The outlines of an area and of those under it, as SVG paths in whole units */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["map"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/points": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 有坐标的房屋、场所或仓库
         * @description Dwellings, sites or stores that have a place on the map
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 对象类型；缺省为房屋 / type of subject; without it dwellings */
                    type?: "dwelling" | "site" | "store";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Dwellings, sites or stores that have a place on the map */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["map_point"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 读取 GeoJSON：每个要素对应哪个区域或场所、应写成什么记录；不保存
         * @description What a GeoJSON file would come to, feature by feature; nothing is kept
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["map_file"];
                };
            };
            responses: {
                /** @description What a GeoJSON file would come to, feature by feature; nothing is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["map_read"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 平面图
         * @description Plans of sites and compounds
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Plans of sites and compounds */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["plan_head"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一张平面图和图上的标注
         * @description One plan, and what is marked on it
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One plan, and what is marked on it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["plan"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/plans/{id}/image": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 平面图的图片（PNG 或 JPEG）
         * @description The picture of a plan (PNG or JPEG)
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture of a plan (PNG or JPEG) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 看一份要导入的文件：表头、前几行、各列拟对应的内容；不保存
         * @description Look at a file to be brought in: headings, first rows, what each column is taken for; nothing is kept
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["import_looked"];
                };
            };
            responses: {
                /** @description Look at a file to be brought in: headings, first rows, what each column is taken for; nothing is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["import_look"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 试导入：逐行核对，不保存
         * @description Check every row of a file; nothing is kept
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["import_checked"];
                };
            };
            responses: {
                /** @description Check every row of a file; nothing is kept */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["import_check"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/bad": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 有误的行，按原文件各列写出并注明原因（CSV 或 XLSX）
         * @description The bad rows in the columns of their own file, with what is wrong (CSV or XLSX)
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["import_bad"];
                };
            };
            responses: {
                /** @description The bad rows in the columns of their own file, with what is wrong (CSV or XLSX) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 历次导入
         * @description Lists that were brought in
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Lists that were brought in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["import"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * 导入一份文件；同一 id 再次提交，从中断处接着办，不会重复
         * @description Bring in a file; the same id once more goes on where it was broken off
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["import_order"];
                };
            };
            responses: {
                /** @description Bring in a file; the same id once more goes on where it was broken off */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["import"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一次导入，正在进行的显示进度
         * @description One import, and how far it is while it runs
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One import, and how far it is while it runs */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["import"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 整批撤回一次导入
         * @description Take an import back as a whole
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["import_back"];
                };
            };
            responses: {
                /** @description Take an import back as a whole */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["import"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 在本人可查看的范围内按姓名、拼音、地址、电话、证件号码、车牌、管码或编号查找；按个人号码查找的将留痕，每小时有限次
         * @description Find what one may see, by name, its reading, place, phone, document number, plate, tube or id; by a person's number so many times an hour, each recorded
         */
        get: {
            parameters: {
                query: {
                    /** @description 姓名或地址 / name or address */
                    q: string;
                    /** @description 只找这种对象 / subjects of this type only */
                    type?: "dwelling" | "person" | "store" | "matter" | "site" | "unit" | "staff" | "tube";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Find what one may see, by name, its reading, place, phone, document number, plate, tube or id; by a person's number so many times an hour, each recorded */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["search"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 实时推送：有变化的指标和覆盖（SSE）
         * @description Server-sent events: figures and coverage that changed
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 只推送这一轮次的覆盖 / coverage of this round only */
                    round?: string;
                    /** @description 只推送指标、覆盖之一，或只推送通告动态；缺省为全部 / only figures, only coverage, or only that notices moved; without it everything */
                    what?: "figures" | "coverage" | "notices";
                    /** @description true：覆盖另给下级区域、轮次状态和逾期数 / true: coverage with the areas under it, the round's state, and how many are overdue */
                    areas?: "true" | "false";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Server-sent events: figures and coverage that changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clashes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 相互矛盾的记录
         * @description Records that exclude each other
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Records that exclude each other */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["clash"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 等待前置记录的记录
         * @description Records that name something that is not here yet
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Records that name something that is not here yet */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["waiting"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/strays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 不在名单上的作业
         * @description Work on subjects that no piece of the round lists
         */
        get: {
            parameters: {
                query?: {
                    /** @description 轮次编号 / round */
                    round?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Work on subjects that no piece of the round lists */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["target"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/marked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 需要留意的记录
         * @description Records with a mark
         */
        get: {
            parameters: {
                query: {
                    /** @description 标记 / mark */
                    what: "unconfirmed" | "held" | "clock" | "newer";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Records with a mark */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["marked"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/refused": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 被拒收而另存的记录
         * @description Records that were refused and kept aside
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Records that were refused and kept aside */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["refused"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/goods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 物资账
         * @description Goods: booked and counted
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Goods: booked and counted */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["goods"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 物资可用天数：库存除以日均用量
         * @description For how many days goods last: what stores have, divided by the use of a day
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description For how many days goods last: what stores have, divided by the use of a day */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["stock"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 捐赠物资，逐批列明去向
         * @description Gifts, each with where it went
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Gifts, each with where it went */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["gift"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一批捐赠物资的去向
         * @description Where one gift went, place by place
         */
        get: {
            parameters: {
                query?: {
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where one gift went, place by place */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["gift_places"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/gifts/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一批捐赠物资的有效记录，新的在前
         * @description The standing records of a gift, latest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The standing records of a gift, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["subject_record"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/balances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 勾稽关系：各项分别统计，列出差额
         * @description Accounts across desks: each term counted by itself, and the difference
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Accounts across desks: each term counted by itself, and the difference */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["balance"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/risk/areas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 某日施行的风险区清单
         * @description The list of risk areas in force on a day
         */
        get: {
            parameters: {
                query?: {
                    /** @description 哪一天；缺省为今日 / which local day; without it today */
                    on?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The list of risk areas in force on a day */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["risk_area"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/risk/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 两日之间风险区的增减和升降
         * @description What was added, removed, raised and lowered between two days
         */
        get: {
            parameters: {
                query?: {
                    /** @description 前一日；缺省为后一日的前一天 / the earlier local day; without it the day before the later */
                    from?: string;
                    /** @description 后一日；缺省为今日 / the later local day; without it today */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What was added, removed, raised and lowered between two days */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["risk_change"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/risk/matches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 近期到过风险区的人员，姓名脱敏
         * @description Whose recent journeys touch a risk area; names are masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 哪一天；缺省为今日 / which local day; without it today */
                    on?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Whose recent journeys touch a risk area; names are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["risk_match"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 通告，新的在前；应阅人数和已阅人数
         * @description Notices, newest first; how many are to read each, and how many have
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Notices, newest first; how many are to read each, and how many have */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["notice_read"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notices/{id}/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一则通告的阅读情况，未读者在前
         * @description Who has read a notice and who has not; those who have not come first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who has read a notice and who has not; those who have not come first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["reader"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 症状聚集预警及其处置
         * @description Warnings of symptoms that gather, and what was done
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Warnings of symptoms that gather, and what was done */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["warning"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 场所及其场所码
         * @description Places and their codes
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 场所码 / place code */
                    code?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Places and their codes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["place"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/{id}/visits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 某时段到过某场所的人员，姓名脱敏
         * @description Who was at a place between two moments; names are masked
         */
        get: {
            parameters: {
                query: {
                    /** @description 起始时间（RFC 3339，含） / from this moment on (RFC 3339) */
                    from: string;
                    /** @description 截止时间（RFC 3339，含） / to this moment (RFC 3339) */
                    to: string;
                    /** @description 查看明文的理由（/v1/look-reasons）；将留痕 / reason for showing personal fields (/v1/look-reasons); the look is recorded */
                    unmask?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填 / more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other */
                    "Bulou-Note"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who was at a place between two moments; names are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["place_visit"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/{id}/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 某场所的排队情况，按时间
         * @description The queue at a place, count by count
         */
        get: {
            parameters: {
                query?: {
                    /** @description 起始日（含） / first local day, included */
                    from?: string;
                    /** @description 截止日（含） / last local day, included */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The queue at a place, count by count */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["queue"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/places/{id}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 场所码张贴页（PDF）
         * @description The sheet with a place's code (PDF)
         */
        get: {
            parameters: {
                query?: {
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The sheet with a place's code (PDF) */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/pdf": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restrictions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 人员限制措施：原因、期限、复核、送达和申诉，姓名脱敏
         * @description Restrictions of people: cause, end, approval, notice and appeals; names are masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Restrictions of people: cause, end, approval, notice and appeals; names are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["restriction"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restrictions/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 限制措施台账：各状态之和等于下达数
         * @description What restrictions add up to: those ordered are the sum over the states
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What restrictions add up to: those ordered are the sum over the states */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["restriction_account"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/restrictions/{id}/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 限制措施告知书：数据、网页或 A4 打印页
         * @description The notice of a restriction: as data, a page, or A4 to be printed
         */
        get: {
            parameters: {
                query?: {
                    /** @description 格式；缺省为 json / how it is shown; else json */
                    format?: "json" | "html" | "pdf";
                    /** @description 语言；缺省为中文 / language; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 查看明文的理由（/v1/look-reasons）；将留痕 / reason for showing personal fields (/v1/look-reasons); the look is recorded */
                    unmask?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填 / more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other */
                    "Bulou-Note"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The notice of a restriction: as data, a page, or A4 to be printed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["restriction_notice"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 组织机构树：各机构负责人、在岗人数和包联区域
         * @description The units as one tree: who leads each, who is on duty, which areas it answers for
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The units as one tree: who leads each, who is on duty, which areas it answers for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["unit"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 工作人员：所在单位、在岗状态、抽调去向，姓名脱敏
         * @description Who works in the response: unit, state of duty, where seconded; names are masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 只列这一单位的人，含抽调到此的 / only those of this unit, and who is seconded to it */
                    unit?: string;
                    /** @description 只列这一人 / only this one */
                    subject?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who works in the response: unit, state of duty, where seconded; names are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["staff"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 各点位班次：谁在岗、谁接班，姓名脱敏
         * @description The shifts of posts: who is there, who comes next; names are masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 疫情事件编号；缺省为除演练外的全部 / incident; without it all that are no exercise */
                    incident?: string;
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 到岗时间起（RFC 3339，含）；缺省为 16 小时前 / those that begin from this moment on (RFC 3339); without it 16 hours ago */
                    from?: string;
                    /** @description 到岗时间止（RFC 3339，含）；缺省为 36 小时后 / to this moment (RFC 3339); without it in 36 hours */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The shifts of posts: who is there, who comes next; names are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["shift"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 名册
         * @description The roster
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 对象类型 / type of subject */
                    type?: "dwelling" | "person" | "store" | "matter" | "site" | "unit" | "staff" | "tube" | "bulletin" | "form" | "plan";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The roster */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["subject"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一个对象
         * @description One subject
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One subject */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["subject"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 与对象有关的有效记录，新的在前
         * @description The standing records about a subject, latest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The standing records about a subject, latest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["subject_record"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{id}/residents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 一户的住户，姓名脱敏
         * @description Who lives in a dwelling, names masked
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who lives in a dwelling, names masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["resident"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/homes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 各户的住户和已答过的问题（供手机随身携带）：姓名脱敏，凭理由看明文并留痕
         * @description Homes as a phone takes them along: who lives there, and what was answered already; masked, or plain with a reason
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 只要这些房屋或人员所在的户：编号以逗号分隔，至多 100 个 / only the homes of these dwellings or people: ids divided by commas, at most 100 */
                    subjects?: string;
                    /** @description 查看明文的理由（/v1/look-reasons）；将留痕 / reason for showing personal fields (/v1/look-reasons); the look is recorded */
                    unmask?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填 / more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other */
                    "Bulou-Note"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Homes as a phone takes them along: who lives there, and what was answered already; masked, or plain with a reason */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["home"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 名册上的人员：姓名、电话脱敏，凭理由看明文并留痕
         * @description The people of the roster, names and phones masked; in plain with a reason, and the look is recorded
         */
        get: {
            parameters: {
                query?: {
                    /** @description 区域编号，含其下级 / area id, with all that lies under it */
                    area?: string;
                    /** @description 只列有人同时符合这些情形的，如 flag:elderly flag:immobile；户按住在那里的人 / only where somebody has all of these, such as flag:elderly flag:immobile; of homes, who lives there */
                    filter?: string;
                    /** @description 只列住在这一房屋的人 / only who lives in this dwelling */
                    home?: string;
                    /** @description 查看明文的理由（/v1/look-reasons）；将留痕 / reason for showing personal fields (/v1/look-reasons); the look is recorded */
                    unmask?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                    /** @description 查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填 / more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other */
                    "Bulou-Note"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The people of the roster, names and phones masked; in plain with a reason, and the look is recorded */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["person"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{id}/looks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 谁看过某人的明文信息，新的在前
         * @description Who looked at a subject unmasked, newest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who looked at a subject unmasked, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["look"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subjects/{id}/looks/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 可告知本人的查看记录，不含查看人姓名和其说明
         * @description The same as the person may be told: no reader, and nothing that one wrote
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The same as the person may be told: no reader, and nothing that one wrote */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["look_told"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/look-reasons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 查看明文的理由
         * @description Reasons for showing personal fields
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Reasons for showing personal fields */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["choice"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/looks/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 各账号逐日查看明文的次数和人数，异常的在前
         * @description How much each account looked at, day by day; who stands out comes first
         */
        get: {
            parameters: {
                query?: {
                    /** @description 起始日（含）；缺省同截止日 / first local day; without it the last */
                    from?: string;
                    /** @description 截止日（含）；缺省为今日 / last local day; without it today */
                    to?: string;
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How much each account looked at, day by day; who stands out comes first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["account_day"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/looks/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 复核某账号某日的查看
         * @description Go into what an account looked at on a day
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["look_review"];
                };
            };
            responses: {
                /** @description Go into what an account looked at on a day */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["written"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 导出的文件，新的在前
         * @description Copies that left as files, newest first
         */
        get: {
            parameters: {
                query?: {
                    /** @description true：只列已过保存期、应销毁的 / true: only those whose end has passed, to be destroyed */
                    due?: "true" | "false";
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Copies that left as files, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["export"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/{id}/destroyed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 登记一份导出文件已销毁
         * @description Say that such a copy is gone
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /** @description 客户端名称 / name of the client */
                    "Bulou-Client": string;
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["copy_destroyed"];
                };
            };
            responses: {
                /** @description Say that such a copy is gone */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["written"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/suspects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 疑似同一对象
         * @description Pairs that may be one and the same
         */
        get: {
            parameters: {
                query?: {
                    /** @description 上一页给出的 next / next of the page before */
                    after?: string;
                    /** @description 每页条数 / rows of a page */
                    limit?: number;
                    /** @description xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit） / xlsx, csv: the whole list as a file with its definitions, without after and limit */
                    format?: "json" | "xlsx" | "csv";
                    /** @description 文件的语言；缺省为中文 / language of the file; without it Chinese */
                    lang?: "zh" | "en";
                    /** @description 文件列有人员或住户时必填：用途；作为导出留痕 / needed for a file about people or homes: what it is for; an export, which is recorded */
                    why?: "visit" | "reach" | "trace" | "care" | "check" | "correct" | "asked" | "report" | "review" | "other";
                    /** @description 文件列有人员或住户时必填：最迟保存到哪天 / needed for a file about people or homes: the last day on which it may be kept */
                    until?: string;
                };
                header?: {
                    /** @description 只以该账号的会话作答，否则 401 / answered only in this user's session, else 401 */
                    "Bulou-As"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Pairs that may be one and the same */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["suspect"][];
                            next: string | null;
                        };
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 本接口说明
         * @description This description
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description This description */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 运行状况
         * @description Is it well, and why not
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Is it well, and why not */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["health"];
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus 指标
         * @description Numbers for Prometheus
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Numbers for Prometheus */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": unknown;
                    };
                };
                /** @description A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503 */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            field: string | null;
            reason_zh: string;
            reason_en: string;
            remedy: string;
            remedy_en: string;
        };
        reason: {
            code: string;
            field: string | null;
            reason_zh: string;
            reason_en: string;
            remedy: string;
            remedy_en: string;
        };
        receipt: {
            /** Format: uuid */
            id: string | null;
            status: string;
            pos: number | null;
            marks: string[];
            /** Format: date-time */
            received: string;
            epoch: string;
            last_seq: number | null;
            safe_pos: number | null;
            error: components["schemas"]["reason"] | null;
            differs: components["schemas"]["judged"] | null;
        };
        judged: {
            rule: string;
            version: number;
            verdict: string;
            reason: string;
            source: string;
        };
        session: {
            user: string;
            name: string;
            grants: components["schemas"]["grant"][];
            rights: components["schemas"]["right"][];
            /** Format: uuid */
            own: string | null;
            /** Format: uuid */
            staff: string | null;
            reset: components["schemas"]["reset"] | null;
            box_key: string | null;
            /** Format: date-time */
            now: string;
        };
        reset: {
            /** Format: date-time */
            at: string;
            by: string;
            by_name: string;
        };
        account: {
            user: string;
            name: string;
            grants: components["schemas"]["grant"][];
            disabled: boolean;
            /** Format: date-time */
            until: string | null;
            /** Format: date-time */
            seen: string | null;
        };
        grant: {
            role: string;
            everywhere: boolean;
            area: string | null;
            /** Format: uuid */
            round: string | null;
            /** Format: uuid */
            post: string | null;
            /** Format: date-time */
            from: string | null;
            /** Format: date-time */
            until: string | null;
            asked: string | null;
        };
        right: {
            verb: string;
            matter: string;
        };
        role: {
            name: string;
            label_zh: string;
            label_en: string;
            goes: boolean;
            two: boolean;
            may: components["schemas"]["role_right"][];
        };
        role_right: {
            verb: string;
            verb_zh: string;
            verb_en: string;
            matter: string;
            matter_zh: string;
            matter_en: string;
        };
        session_row: {
            /** Format: uuid */
            id: string;
            user: string;
            from: string | null;
            /** Format: uuid */
            device: string | null;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            used: string | null;
            here: boolean;
        };
        slip: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            subject: string | null;
            /** Format: uuid */
            guardian: string | null;
            user: string | null;
            code: string;
            /** Format: date-time */
            until: string;
            url: string | null;
        };
        newcomer: {
            user: string;
            name: string;
            code: string;
            /** Format: date-time */
            until: string;
            url: string | null;
        };
        challenge: {
            challenge: string;
            /** Format: date-time */
            until: string;
        };
        device: {
            /** Format: uuid */
            id: string;
            name: string;
            user: string | null;
            /** Format: uuid */
            post: string | null;
            /** Format: date-time */
            since: string;
            /** Format: date-time */
            revoked: string | null;
            last_seq: number;
            holes: number;
            /** Format: date-time */
            contact: string | null;
            queued: number | null;
        };
        device_key: {
            /** Format: uuid */
            device: string;
            key: string;
            user: string | null;
        };
        lease: {
            key: string;
            /** Format: date-time */
            until: string;
            /** Format: date-time */
            now: string;
        };
        own_hand_in: {
            kind: string;
            label_zh: string;
            label_en: string;
            /** Format: uuid */
            round: string;
        };
        own: {
            subject: components["schemas"]["subject"];
            home: components["schemas"]["subject"] | null;
            /** Format: uuid */
            guardian: string | null;
            /** Format: date-time */
            until: string;
            may: components["schemas"]["own_hand_in"][];
        };
        own_record: {
            /** Format: uuid */
            id: string;
            kind: string;
            label_zh: string;
            label_en: string;
            desk_zh: string;
            desk_en: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            received: string;
            body: Record<string, never>;
            withheld: string[];
            destroyed: string[];
            answer: components["schemas"]["own_answer"] | null;
        };
        own_answer: {
            open: boolean;
            outcome: string | null;
            outcome_zh: string | null;
            outcome_en: string | null;
            /** Format: date-time */
            due: string | null;
            words: string | null;
        };
        own_restriction: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            round: string;
            area: string;
            /** Format: uuid */
            subject: string;
            what: string;
            what_zh: string;
            what_en: string;
            state: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            office: string;
            appeals: number;
            appeals_open: number;
            may_appeal: boolean;
        };
        record: {
            /** Format: uuid */
            id: string;
            kind: string;
            v: number;
            /** Format: date-time */
            at: string;
            body: Record<string, never>;
            pos: number;
            via: string;
            /** Format: date-time */
            received: string;
            /** Format: date-time */
            at_used: string;
            /** Format: uuid */
            batch: string | null;
            confirmed: boolean;
            held: boolean;
            clock: boolean;
            newer: boolean;
            masked: boolean;
            destroyed: string[];
            by?: string;
            witness?: string;
            /** Format: uuid */
            device?: string;
            seq?: number;
            area?: string;
            /** Format: uuid */
            subject?: string;
            /** Format: uuid */
            round?: string;
            seen?: Record<string, never>;
            corrects?: string[];
            pseudonyms?: components["schemas"]["pseudonym"][];
        };
        pseudonym: {
            /** Format: uuid */
            id: string;
            code: string;
        };
        change: {
            type: string;
            key: string;
            pos: number;
            row: components["schemas"]["area"] | components["schemas"]["subject"] | components["schemas"]["round"] | components["schemas"]["target"] | components["schemas"]["notice"] | components["schemas"]["rule"];
        };
        notice: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            /** Format: date-time */
            at: string;
            by: string;
            area: string;
            area_name: string | null;
            title: string;
            text: string;
            audience: string | null;
            audience_zh: string | null;
            audience_en: string | null;
            urgent: boolean;
            /** Format: date-time */
            until: string | null;
        };
        notice_read: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            /** Format: date-time */
            at: string;
            by: string;
            area: string;
            area_name: string | null;
            title: string;
            text: string;
            audience: string | null;
            audience_zh: string | null;
            audience_en: string | null;
            urgent: boolean;
            /** Format: date-time */
            until: string | null;
            readers: number;
            read: number;
        };
        reader: {
            user: string;
            name: string;
            /** Format: date-time */
            read: string | null;
        };
        rule: {
            /** Format: date-time */
            as_of: string | null;
            snapshot: string | null;
            issued: components["schemas"]["rule_issue"][];
            entries: number;
            whole: boolean;
            places: components["schemas"]["rule_place"][];
        };
        rule_issue: {
            source: string;
            entries: number;
        };
        rule_place: {
            level: string;
            province: string;
            city: string;
            county: string;
            source: string;
            areas: string[];
        };
        gone: {
            type: string;
            key: string;
        };
        changes: {
            epoch: string;
            rows: components["schemas"]["change"][];
            gone: components["schemas"]["gone"][];
            next: string;
            more: boolean;
        };
        area: {
            id: string;
            parent: string | null;
            code: string;
            name: string;
            level: number;
            /** Format: date */
            ended: string | null;
            under: number;
            dwellings?: number;
            people?: number;
            /** Format: date */
            since?: string;
            later?: components["schemas"]["area_later"];
        };
        area_later: {
            /** Format: date */
            from: string;
            parent: string | null;
            code: string;
            name: string;
        };
        choice: {
            name: string;
            label_zh: string;
            label_en: string;
        };
        offer: {
            choice: string;
            to: string[];
            /** Format: date */
            from: string | null;
            source: string;
        };
        field: {
            name: string;
            type: string;
            required: boolean;
            personal: string | null;
            keep_days: number | null;
            choices: components["schemas"]["choice"][] | null;
            by: string | null;
            offers: components["schemas"]["offer"][];
            min: number | null;
            max: number | null;
            state: boolean;
            label_zh: string;
            label_en: string;
        };
        kind: {
            name: string;
            v: number;
            label_zh: string;
            label_en: string;
            desk: string;
            covers: string | null;
            obliges: string | null;
            matter: string | null;
            verb: string;
            envelope: Record<string, never>;
            two_persons: boolean;
            composed: boolean;
            resident: boolean;
            not_by: string | null;
            apart: string | null;
            fields: components["schemas"]["field"][];
            example: Record<string, never>;
        };
        round_kind: {
            name: string;
            label_zh: string;
            label_en: string;
            standing: boolean;
            in_force: boolean;
            matter: string;
            of: string;
            unit: string;
            unit_zh: string;
            unit_en: string;
            outcomes: components["schemas"]["choice"][];
            next: components["schemas"]["choice"][];
            slots: components["schemas"]["choice"][];
            /** Format: uuid */
            round: string | null;
        };
        incident: {
            /** Format: uuid */
            id: string;
            name: string;
            area: string;
            exercise: boolean;
            ended: boolean;
            level: string | null;
            /** Format: date-time */
            began: string;
            /** Format: date-time */
            level_since: string | null;
            /** Format: date-time */
            ended_at: string | null;
        };
        retained: {
            /** Format: uuid */
            incident: string;
            name: string;
            /** Format: date-time */
            ended: string;
            class: string;
            keys: number;
            /** Format: date-time */
            due: string;
            state: string;
            ordered_by: string | null;
            approved_by: string | null;
        };
        round: {
            /** Format: uuid */
            id: string;
            kind: string;
            label_zh: string | null;
            label_en: string | null;
            unit: string | null;
            /** Format: uuid */
            incident: string | null;
            area: string;
            question: string;
            filter: string;
            standing: boolean;
            state: string;
            expected: number;
            /** Format: date-time */
            due: string | null;
            /** Format: date-time */
            opened: string | null;
            /** Format: date-time */
            closes: string | null;
            pos: number;
        };
        coverage_area: {
            area: string;
            direct: boolean;
            expected: number;
            found: number;
            done: number;
            excused: number;
            missing: number;
            late: number;
            off: number;
            no_roster: boolean;
        };
        coverage: {
            area: string;
            expected: number;
            found: number;
            done: number;
            excused: number;
            missing: number;
            late: number;
            off: number;
            no_roster: boolean;
            pos: number;
            overdue: number | null;
            unit: string | null;
            areas: components["schemas"]["coverage_area"][];
        };
        target: {
            /** Format: uuid */
            round: string;
            /** Format: uuid */
            subject: string;
            slot: number;
            asked: string | null;
            area: string;
            state: string;
            origin: string | null;
            outcome: string | null;
            next: string | null;
            owner: string | null;
            tries: number;
            /** Format: date-time */
            due: string | null;
            overdue: boolean;
            /** Format: date-time */
            covered: string | null;
            late: boolean;
            type: string | null;
            name: string | null;
            flags: string[] | null;
            place: Record<string, never> | null;
            arose: Record<string, never> | null;
            urgency: string | null;
            urgency_zh: string | null;
            urgency_en: string | null;
            pos: number;
        };
        figure: {
            id: string;
            v: number;
            shape: string;
            label_zh: string;
            label_en: string;
            unit: string;
            unit_en: string;
            means_zh: string | null;
            means_en: string | null;
        };
        figure_value: {
            id: string;
            v: number;
            /** Format: uuid */
            incident: string | null;
            label_zh: string;
            label_en: string;
            value: number;
            unit: string;
            unit_en: string;
            /** Format: date */
            from: string | null;
            /** Format: date */
            to: string | null;
            area: string | null;
            as_of: number;
        };
        figure_exact: {
            id: string;
            v: number;
            /** Format: uuid */
            incident: string | null;
            label_zh: string;
            label_en: string;
            value: number;
            unit: string;
            unit_en: string;
            /** Format: date */
            from: string | null;
            /** Format: date */
            to: string | null;
            area: string | null;
            as_of: number;
            digest: string | null;
            records: number | null;
        };
        figure_area: {
            area: string;
            direct: boolean;
            value: number;
        };
        figure_day: {
            /** Format: date */
            day: string;
            value: number;
            before: number;
            change: number;
        };
        progress: {
            /** Format: date-time */
            at: string;
            added: number;
            done: number;
        };
        stock: {
            item: string;
            stored: string;
            used: string;
            days: number;
            a_day: string;
            lasts: string | null;
        };
        queue: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            area: string;
            waiting: number;
            minutes: number;
            lanes: number | null;
        };
        figure_record: {
            /** Format: uuid */
            id: string;
            pos: number;
            n: number;
            area: string;
            /** Format: date */
            day: string;
        };
        hit: {
            /** Format: uuid */
            id: string;
            type: string;
            area: string | null;
            name: string | null;
            place: Record<string, never> | null;
            kind: string | null;
            /** Format: date-time */
            at: string | null;
            text: string | null;
        };
        search: {
            filling: boolean;
            items: components["schemas"]["hit"][];
            next: string | null;
        };
        clash: {
            what: string | null;
            label_zh: string | null;
            label_en: string | null;
            area: string;
            records: string[];
            remedy: string | null;
            remedy_en: string | null;
        };
        fate: {
            /** Format: uuid */
            id: string;
            state: string;
        };
        missed: {
            area: string;
            /** Format: uuid */
            subject: string;
            type: string | null;
            name: string | null;
            place: Record<string, never> | null;
            flags: string[] | null;
            rounds: string[];
        };
        candidates: {
            area: string;
            n: number;
            subjects: string[] | null;
            workers: string[];
            workers_at: string | null;
        };
        waiting: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            waits_for: string | null;
            pseudonym: string | null;
            area: string;
        };
        marked: {
            /** Format: uuid */
            id: string;
            pos: number;
            area: string;
        };
        refused: {
            /** Format: uuid */
            id: string | null;
            pos: number;
            /** Format: date-time */
            received: string;
            via: string;
            code: string;
            remedy: string | null;
            remedy_en: string | null;
            field: string | null;
            kind: string | null;
            area: string | null;
            /** Format: uuid */
            device: string | null;
            seq: number | null;
        };
        goods: {
            place: string;
            item: string;
            area: string;
            booked: string;
            counted: string | null;
            /** Format: date-time */
            counted_at: string | null;
            unexplained: string | null;
        };
        gift: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            /** Format: uuid */
            store: string | null;
            area: string;
            /** Format: date-time */
            at: string;
            item: string;
            value: string;
            given: string;
            stored: string;
            allotted: string;
            used: string;
            spoiled: string;
            lost: string;
            untraced: string;
            difference: string;
        };
        gift_places: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            /** Format: uuid */
            store: string | null;
            area: string;
            /** Format: date-time */
            at: string;
            item: string;
            value: string;
            given: string;
            stored: string;
            allotted: string;
            used: string;
            spoiled: string;
            lost: string;
            untraced: string;
            difference: string;
            places: components["schemas"]["goods"][];
        };
        frozen: {
            id: string;
            v: number;
            label_zh: string;
            label_en: string;
            value: number | null;
            unit: string;
            unit_en: string;
            means_zh: string;
            means_en: string;
            records: number;
            digest: string;
            main: boolean;
            before: number | null;
            before_v: number | null;
        };
        open: {
            what: string;
            label_zh: string;
            label_en: string;
            difference: string;
        };
        bulletin_head: {
            /** Format: uuid */
            id: string | null;
            /** Format: uuid */
            incident: string;
            area: string;
            area_name: string;
            title_zh: string;
            title_en: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            version: number;
            /** Format: uuid */
            replaces: string | null;
            /** Format: uuid */
            replaced_by: string | null;
            replaced_version: number | null;
            as_of: number;
            /** Format: date-time */
            at: string;
            by: string;
            signer: string | null;
            reason: string | null;
            correction: string | null;
            digest: string | null;
        };
        bulletin: {
            /** Format: uuid */
            id: string | null;
            /** Format: uuid */
            incident: string;
            area: string;
            area_name: string;
            title_zh: string;
            title_en: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            version: number;
            /** Format: uuid */
            replaces: string | null;
            /** Format: uuid */
            replaced_by: string | null;
            replaced_version: number | null;
            as_of: number;
            /** Format: date-time */
            at: string;
            by: string;
            signer: string | null;
            reason: string | null;
            correction: string | null;
            digest: string | null;
            /** Format: uuid */
            first: string;
            prose_zh: string;
            prose_en: string;
            was_zh: string | null;
            was_en: string | null;
            figures: components["schemas"]["frozen"][];
            open: components["schemas"]["open"][];
            open_more: number;
            unchecked: number;
            shareable: boolean;
            public: boolean;
            indexed: boolean;
        };
        bulletin_draft: {
            /** Format: uuid */
            id: string | null;
            /** Format: uuid */
            incident: string;
            area: string;
            area_name: string;
            title_zh: string;
            title_en: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            version: number;
            /** Format: uuid */
            replaces: string | null;
            /** Format: uuid */
            replaced_by: string | null;
            replaced_version: number | null;
            as_of: number;
            /** Format: date-time */
            at: string;
            by: string;
            signer: string | null;
            reason: string | null;
            correction: string | null;
            digest: string | null;
            exercise: boolean;
            prose_zh: string;
            prose_en: string;
            was_zh: string | null;
            was_en: string | null;
            figures: components["schemas"]["frozen"][];
            open: components["schemas"]["open"][];
            open_more: number;
            unchecked: number;
            shareable: boolean;
            public: boolean;
            indexed: boolean;
            paragraphs: components["schemas"]["bulletin_paragraph"][];
            drafted: components["schemas"]["bulletin_drafted"] | null;
            /** Format: uuid */
            published: string | null;
            mark: string;
            pages: number | null;
        };
        bulletin_paragraph: {
            id: string;
            zh: string;
            en: string;
        };
        bulletin_drafted: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            by: string;
            title_zh: string;
            title_en: string;
            prose_zh: string;
            prose_en: string;
            reason: string;
            correction: string;
        };
        bulletin_daily: {
            /** Format: uuid */
            incident: string;
            area: string;
            area_name: string;
            hour: number;
            /** Format: date-time */
            at: string;
            by: string;
            due: components["schemas"]["bulletin_due"][];
        };
        bulletin_due: {
            /** Format: date */
            day: string;
            /** Format: date-time */
            since: string;
            drafted: boolean;
        };
        form_last: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** Format: date-time */
            at: string;
            by: string;
            saved: number;
            /** Format: date */
            before: string | null;
            changed: number;
        };
        form_head: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            area: string;
            name_zh: string;
            name_en: string;
            office: string;
            file_name: string;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            map: string | null;
            next_version: number;
            due: number | null;
            due_by: string | null;
            due_stands: boolean;
            retired: boolean;
            cells: number;
            last: components["schemas"]["form_last"] | null;
        };
        form_cell: {
            sheet: number;
            cell: string;
            what: string;
            figure: string;
            area: string;
            measure: string;
            back: number;
            text: string;
        };
        form_day: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** Format: date-time */
            at: string;
            by: string;
            saved: number;
        };
        form_value: {
            sheet: number;
            cell: string;
            what: string;
            text: string;
            was: string | null;
            figure: string | null;
            area: string | null;
            /** Format: date */
            from: string | null;
            /** Format: date */
            to: string;
            records: number;
        };
        form_filling: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            day: string;
            /** Format: date-time */
            at: string;
            by: string;
            saved: number;
            as_of: number;
            /** Format: date */
            before: string | null;
            changed: number;
            values: components["schemas"]["form_value"][];
        };
        form: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            incident: string | null;
            area: string;
            name_zh: string;
            name_en: string;
            office: string;
            file_name: string;
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            map: string | null;
            next_version: number;
            due: number | null;
            due_by: string | null;
            due_stands: boolean;
            retired: boolean;
            cells: number;
            last: components["schemas"]["form_last"] | null;
            map_cells: components["schemas"]["form_cell"][];
            fillings: components["schemas"]["form_day"][];
            filling: components["schemas"]["form_filling"] | null;
        };
        form_sheet_cell: {
            row: number;
            column: number;
            text: string;
            formula: boolean;
        };
        form_merge: {
            top: number;
            bottom: number;
            left: number;
            right: number;
        };
        form_sheet: {
            name: string;
            hidden: boolean;
            cells: components["schemas"]["form_sheet_cell"][];
            merges: components["schemas"]["form_merge"][];
        };
        form_sheets: {
            sheets: components["schemas"]["form_sheet"][];
        };
        map_area: {
            area: string;
            name: string;
            own: boolean;
            /** Format: uuid */
            record: string;
            path: string;
        };
        map: {
            area: string;
            datum: string | null;
            west: number | null;
            south: number | null;
            east: number | null;
            north: number | null;
            unit: number | null;
            left_out: number;
            areas: components["schemas"]["map_area"][];
        };
        map_point: {
            /** Format: uuid */
            subject: string;
            type: string;
            area: string;
            place: Record<string, never> | null;
            datum: string;
            lon: number;
            lat: number;
        };
        map_feature: {
            number: number;
            what: string;
            name: string | null;
            area: string | null;
            /** Format: uuid */
            subject: string | null;
            points: number;
            kept: number;
            outline: string | null;
            lon: string | null;
            lat: string | null;
            same: boolean;
            /** Format: date */
            from: string | null;
            error: components["schemas"]["reason"] | null;
        };
        map_read: {
            datum: string;
            property: string | null;
            properties: string[];
            step: number;
            matched: number;
            features: components["schemas"]["map_feature"][];
        };
        plan_head: {
            /** Format: uuid */
            id: string;
            area: string;
            name: string;
        };
        plan_mark: {
            /** Format: uuid */
            subject: string | null;
            compound: string | null;
            building: string | null;
            x: number;
            y: number;
            w: number;
            h: number;
        };
        plan: {
            /** Format: uuid */
            id: string;
            area: string;
            name: string;
            by: string;
            /** Format: date-time */
            at: string;
            width: number;
            height: number;
            next_version: number;
            marks: components["schemas"]["plan_mark"][];
        };
        import: {
            /** Format: uuid */
            id: string;
            lists: string;
            label_zh: string;
            label_en: string;
            area: string;
            file_name: string;
            map: string;
            rows_area: string | null;
            sheet: string | null;
            by: string;
            /** Format: date-time */
            at: string;
            state: string;
            rows: number;
            done: number;
            goes_on: boolean;
            accepted: number;
            duplicates: number;
            refused: number;
            held: number;
            tied: number;
        };
        import_column: {
            heading: string;
            to: string;
            from: string | null;
            personal: boolean;
            samples: string[];
        };
        import_thing: {
            name: string;
            label_zh: string;
            label_en: string;
            needed: boolean;
        };
        import_look: {
            lists: string;
            label_zh: string;
            label_en: string;
            format: string;
            sheet: string | null;
            unread: string | null;
            rows: number;
            columns: components["schemas"]["import_column"][];
            things: components["schemas"]["import_thing"][];
            missing: components["schemas"]["import_thing"][];
            remembered_by: string | null;
            /** Format: date-time */
            remembered_at: string | null;
        };
        import_error: {
            row: number;
            code: string;
            field: string | null;
            column: string | null;
            reason_zh: string;
            reason_en: string;
            remedy: string;
            remedy_en: string;
        };
        import_homes: {
            what: string;
            n: number;
            row: number;
        };
        import_area: {
            area: string;
            name: string;
            rows: number;
        };
        import_door: {
            area: string;
            compound: string;
            building: string;
            unit: string;
            floor: string;
            room: string;
            address: string;
        };
        import_check: {
            rows: number;
            accepted: number;
            duplicates: number;
            refused: number;
            restored: number;
            kept_void: number;
            listed_before: number;
            same_door: number;
            tied: number;
            homes: components["schemas"]["import_homes"][];
            areas: components["schemas"]["import_area"][];
            errors: components["schemas"]["import_error"][];
            doors: components["schemas"]["import_door"][];
        };
        term: {
            side: string;
            figure: string | null;
            label_zh: string;
            label_en: string;
            value: string;
        };
        balance: {
            id: string;
            label_zh: string;
            label_en: string;
            /** Format: uuid */
            incident: string | null;
            terms: components["schemas"]["term"][];
            difference: string;
            closes: boolean;
            part: boolean;
        };
        risk_area: {
            level: string;
            province: string;
            city: string;
            county: string;
            area_text: string;
            /** Format: date-time */
            as_of: string;
            snapshot: string;
            source: string;
        };
        risk_change: {
            change: string;
            was: string | null;
            now: string | null;
            province: string;
            city: string;
            county: string;
            area_text: string;
        };
        risk_match: {
            /** Format: uuid */
            record: string;
            kind: string;
            /** Format: uuid */
            subject: string | null;
            area: string;
            name: string | null;
            /** Format: date */
            day: string;
            level: string;
            province: string;
            city: string;
            county: string;
            area_text: string;
            there: boolean;
            /** Format: date-time */
            as_of: string;
            snapshot: string;
            source: string;
            followed: boolean;
            rule: string;
        };
        restriction: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            round: string;
            area: string;
            /** Format: uuid */
            subject: string | null;
            pseudonym: string | null;
            type: string | null;
            name: string | null;
            place: Record<string, never> | null;
            what: string;
            state: string;
            outcome: string | null;
            cause: string;
            /** Format: uuid */
            ground: string | null;
            grounded: boolean;
            rule: string | null;
            version: number | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            office: string;
            ordered_by: string;
            /** Format: date-time */
            approved_at: string | null;
            approved_by: string | null;
            extension_awaits: boolean;
            notices_open: number;
            served: boolean;
            appeals: number;
            appeals_open: number;
            overdue: boolean;
        };
        restriction_account: {
            ordered: number;
            awaiting: number;
            ungrounded: number;
            later: number;
            holds: number;
            expired: number;
            ended: number;
            exempt: number;
            holds_as: Record<string, never>;
            approved: number;
            approved_same_day: number;
            extensions_await: number;
            notices: number;
            notices_open: number;
            notices_overdue: number;
            appeals: number;
            appeals_open: number;
            appeals_overdue: number;
            lifted_on_appeal: number;
        };
        restriction_notice: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            subject: string;
            name: string | null;
            area: string;
            what: string;
            what_zh: string;
            what_en: string;
            state: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            why_zh: string;
            why_en: string;
            office: string;
            reason: string | null;
            decision: string | null;
            appeal_zh: string;
            appeal_en: string;
        };
        place: {
            code: string;
            site: components["schemas"]["subject"];
        };
        place_visit: {
            /** Format: uuid */
            record: string;
            /** Format: date-time */
            at: string;
            area: string;
            how: string | null;
            visitor: string | null;
            document: string | null;
            phone: string | null;
        };
        warning: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            round: string;
            area: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            people: number;
            fresh: number;
            norm: string;
            figure: string;
            /** Format: date-time */
            at: string;
            state: string;
            outcome: string | null;
            /** Format: date-time */
            due: string | null;
            overdue: boolean;
        };
        task: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            round: string;
            area: string;
            text: string;
            owner: string | null;
            state: string;
            outcome: string | null;
            next: string | null;
            /** Format: date-time */
            due: string | null;
            overdue: boolean;
        };
        staff: {
            /** Format: uuid */
            id: string;
            area: string;
            name: string | null;
            /** Format: uuid */
            unit: string | null;
            unit_name: string | null;
            flags: string[];
            /** Format: uuid */
            sent_to: string | null;
            sent_name: string | null;
            /** Format: date-time */
            sent_until: string | null;
        };
        unit_lead: {
            area: string;
            /** Format: uuid */
            leader: string;
            role: string;
        };
        unit: {
            /** Format: uuid */
            id: string;
            name: string;
            type: string;
            area: string;
            /** Format: uuid */
            parent: string | null;
            depth: number;
            looped: boolean;
            /** Format: uuid */
            head: string | null;
            staff: number;
            on_duty: number;
            seconded: number;
            on_leave: number;
            sick: number;
            at_home: number;
            leads: components["schemas"]["unit_lead"][];
        };
        shift: {
            /** Format: uuid */
            round: string;
            /** Format: uuid */
            subject: string;
            slot: number;
            area: string;
            /** Format: uuid */
            post: string | null;
            post_name: string | null;
            /** Format: uuid */
            staff: string | null;
            name: string | null;
            role: string | null;
            /** Format: date-time */
            start: string | null;
            /** Format: date-time */
            end: string | null;
            state: string;
            outcome: string | null;
            /** Format: date-time */
            came: string | null;
            /** Format: date-time */
            left: string | null;
            /** Format: uuid */
            handed_to: string | null;
        };
        subject: {
            /** Format: uuid */
            id: string;
            type: string;
            area: string;
            place: Record<string, never> | null;
            flags: string[];
            /** Format: uuid */
            survivor: string | null;
            /** Format: uuid */
            source: string | null;
            moved: boolean;
            pos: number;
        };
        person: {
            /** Format: uuid */
            id: string;
            area: string;
            name: string | null;
            phone: string | null;
            born: number | null;
            /** Format: uuid */
            home: string | null;
            place: Record<string, never> | null;
            flags: string[];
            masked: boolean;
        };
        dweller: {
            /** Format: uuid */
            id: string;
            name: string | null;
            phone: string | null;
            born: number | null;
            flags: string[];
        };
        known: {
            kind: string;
            field: string;
            value: unknown;
            /** Format: date-time */
            at: string;
            by: string | null;
            name: string | null;
            /** Format: uuid */
            record: string;
            /** Format: uuid */
            round: string | null;
            asked: number;
        };
        home: {
            /** Format: uuid */
            subject: string;
            area: string;
            masked: boolean;
            people: components["schemas"]["dweller"][];
            known: components["schemas"]["known"][];
        };
        subject_record: {
            /** Format: uuid */
            id: string;
            kind: string;
            v: number;
            /** Format: date-time */
            at: string;
            by: string | null;
            area: string | null;
            /** Format: uuid */
            round: string | null;
            pos: number;
        };
        resident: {
            /** Format: uuid */
            id: string;
            name: string | null;
        };
        suspect: {
            /** Format: uuid */
            a: string | null;
            /** Format: uuid */
            b: string | null;
            pseudonym: string | null;
            same: string | null;
            area: string;
        };
        look: {
            pos: number;
            /** Format: date-time */
            at: string;
            reader: string;
            role: string | null;
            office: string | null;
            export: boolean;
            screen: string;
            screen_zh: string;
            screen_en: string;
            why: string | null;
            why_zh: string;
            why_en: string;
            note: string | null;
            subjects: number;
        };
        look_told: {
            pos: number;
            /** Format: date-time */
            at: string;
            role_zh: string | null;
            role_en: string | null;
            office: string | null;
            export: boolean;
            screen_zh: string;
            screen_en: string;
            why_zh: string | null;
            why_en: string | null;
        };
        account_day: {
            /** Format: date */
            day: string;
            account: string;
            role: string | null;
            looks: number;
            subjects: number;
            records: number;
            colleagues: number;
            middle: number | null;
            stands_out: boolean;
            finding: string | null;
            reviewed_by: string | null;
        };
        export: {
            /** Format: uuid */
            id: string;
            pos: number;
            /** Format: date-time */
            at: string;
            by: string;
            list: string;
            rows: number;
            digest: string;
            why: string;
            why_zh: string;
            why_en: string;
            note: string | null;
            /** Format: date */
            until: string;
            state: string;
            /** Format: date-time */
            destroyed: string | null;
            destroyed_by: string | null;
        };
        written: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
        };
        health: {
            status: string;
            why: string | null;
            pos: number;
            search_filling: boolean;
            homes_filling: boolean;
            follow_error?: string;
            /** Format: date-time */
            certificate_until?: string;
            certificate_error?: string;
        };
        login: {
            user?: string;
            password?: string;
            code?: string;
            ticket?: string;
            pin?: string;
            /** Format: uuid */
            device?: string;
            challenge?: string;
            mac?: string;
        };
        newcomer_order: {
            user?: string;
            name: string;
            role: string;
            area?: string;
            everywhere?: boolean;
            /** Format: uuid */
            round?: string;
            /** Format: uuid */
            post?: string;
            /** Format: date */
            until?: string;
        };
        user_change: {
            act: string;
            role?: string;
            area?: string;
            everywhere?: boolean;
            /** Format: uuid */
            round?: string;
            /** Format: uuid */
            post?: string;
            /** Format: date */
            until?: string;
            asked?: boolean;
        };
        reset_order: {
            in_person: boolean;
        };
        device_invitation: {
            user?: string;
            /** Format: uuid */
            post?: string;
        };
        device_enrolment: {
            ticket: string;
            name?: string;
        };
        device_pin: {
            pin: string;
        };
        slip_order: {
            /** Format: uuid */
            subject: string;
            card_seen: boolean;
            /** Format: uuid */
            guardian?: string;
        };
        bulletin_order: {
            /** Format: uuid */
            id?: string;
            /** Format: uuid */
            incident: string;
            area: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            title_zh?: string;
            title_en?: string;
            reason?: string;
            /** Format: uuid */
            replaces?: string;
            prose_zh?: string;
            prose_en?: string;
            correction?: string;
            mark?: string;
        };
        bulletin_words: {
            /** Format: uuid */
            incident: string;
            area: string;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            title_zh?: string;
            title_en?: string;
            prose_zh?: string;
            prose_en?: string;
            reason?: string;
            correction?: string;
            /** Format: uuid */
            replaces?: string;
        };
        form_order: {
            /** Format: uuid */
            id?: string;
            /** Format: date */
            day: string;
        };
        map_file: {
            geojson: string;
            datum: string;
            property?: string;
            step?: number;
        };
        import_looked: {
            lists: string;
            file: string;
            file_name?: string;
            sheet?: string;
            area?: string;
            map?: string;
        };
        import_checked: {
            lists: string;
            file: string;
            file_name?: string;
            sheet?: string;
            area?: string;
            map?: string;
        };
        import_bad: {
            lists: string;
            file: string;
            file_name?: string;
            sheet?: string;
            area?: string;
            map?: string;
            format?: string;
            lang?: string;
        };
        import_order: {
            lists: string;
            file: string;
            file_name?: string;
            sheet?: string;
            area?: string;
            map?: string;
            /** Format: uuid */
            id: string;
        };
        import_back: {
            reason?: string;
            state?: string;
        };
        look_review: {
            account: string;
            /** Format: date */
            day: string;
            finding: string;
            note?: string;
        };
        copy_destroyed: {
            note?: string;
        };
        /** @description A record sealed to the server's public key (crypto_box_seal), base64url */
        box: {
            /** Format: uuid */
            id?: string;
            /** Format: uuid */
            device?: string;
            seq?: number;
            box?: string;
        };
        any_record: Record<string, never>;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
