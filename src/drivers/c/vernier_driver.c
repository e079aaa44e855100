/*
 * Vernier's driver for C: copy this file beside your code, fill in `subjects`, build it.
 *
 *     cc -std=c99 -O2 -o vernier_driver vernier_driver.c your_code.c -lm        then, in a suite:  driver:./vernier_driver
 *
 * C99 and POSIX, nothing else. It speaks wire protocol 1: a message is one line of JSON and the raw bytes of its
 * attachments. Standard input and output are moved away before a subject runs, so that prints cannot touch a message.
 */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A piece of a message: the text form of a value, kept to the letter. It is not ended by a zero. */
struct text {
    const char *at;
    size_t size;
};

struct bytes {
    char *at;
    size_t size, capacity;
};

/* One call. All of it is gone when the subject returns. */
struct call {
    struct text *arguments;
    size_t argument_count;
    struct text named; /* the object of named arguments; read it with `member` */
    struct bytes *attachments;
    size_t attachment_count;
    uint32_t seed;
};

/* What a subject answers: one of the return_… functions, or `fail`, is called once. */
struct answer {
    struct bytes value, error;
    const struct bytes *forwarded; /* attachments of the call that go back with an argument */
    size_t forwarded_count;
    struct bytes array; /* the attachment of return_doubles */
};

static void return_text_form(struct answer *, struct text);
static void return_argument(struct answer *, const struct call *, size_t);
static void return_double(struct answer *, double);
static void return_integer(struct answer *, long long);
static void return_string(struct answer *, const char *);
static void return_doubles(struct answer *, const double *, size_t);
static void fail(struct answer *, const char *class_name, const char *message);
/* These answer with an error and return 0 when the argument is missing or of another kind. */
static int read_double(const struct call *, size_t, double *, struct answer *);
static int read_string(const struct call *, size_t, char **, struct answer *);               /* free it */
static int read_doubles(const struct call *, size_t, double **, size_t *, struct answer *); /* free them */
/* Whether the text is an integer of at most 63 bits. */
static int is_integer(struct text, long long *);

/* ------------------------------------------------------------------------------------------------------------------ */
/* Your functions                                                                                                       */

static void echo(const struct call *call, struct answer *answer) { return_argument(answer, call, 0); }

static void add(const struct call *call, struct answer *answer) {
    long long i, j;
    double x, y;
    if (call->argument_count > 1 && is_integer(call->arguments[0], &i) && is_integer(call->arguments[1], &j)) {
        if ((j > 0 && i > LLONG_MAX - j) || (j < 0 && i < LLONG_MIN - j)) fail(answer, "Overflow", "The sum has more than 64 bits");
        else return_integer(answer, i + j);
    } else if (read_double(call, 0, &x, answer) && read_double(call, 1, &y, answer)) return_double(answer, x + y);
}

static void sum(const struct call *call, struct answer *answer) {
    double *numbers, total = 0;
    size_t count;
    if (!read_doubles(call, 0, &numbers, &count, answer)) return;
    for (size_t i = 0; i < count; i++) total += numbers[i];
    free(numbers);
    return_double(answer, total);
}

static void twice(const struct call *call, struct answer *answer) {
    double *numbers;
    size_t count;
    if (!read_doubles(call, 0, &numbers, &count, answer)) return;
    for (size_t i = 0; i < count; i++) numbers[i] *= 2;
    return_doubles(answer, numbers, count);
    free(numbers);
}

static void named(const struct call *call, struct answer *answer) { return_text_form(answer, call->named); }

static void fail_(const struct call *call, struct answer *answer) {
    char *message;
    if (!read_string(call, 0, &message, answer)) return;
    fail(answer, "ValueError", message);
    free(message);
}

static void noise(const struct call *call, struct answer *answer) {
    char *text;
    if (!read_string(call, 0, &text, answer)) return;
    puts(text);
    fflush(stdout);
    fprintf(stderr, "%s\n", text);
    while (getchar() != EOF) continue;
    return_string(answer, text);
    free(text);
}

static void crash(const struct call *call, struct answer *answer) {
    (void)call, (void)answer;
    abort();
}

static const struct subject {
    const char *name;
    void (*run)(const struct call *, struct answer *);
} subjects[] = {
    {"echo", echo},   {"add", add},    {"sum", sum},     {"twice", twice},
    {"named", named}, {"fail", fail_}, {"noise", noise}, {"crash", crash},
};

/* ------------------------------------------------------------------------------------------------------------------ */
/* Bytes                                                                                                                */

static void die(const char *what) {
    fprintf(stderr, "vernier_driver: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void reserve(struct bytes *bytes, size_t more) {
    if (bytes->capacity - bytes->size >= more) return;
    size_t capacity = bytes->capacity < 256 ? 256 : bytes->capacity;
    while (capacity - bytes->size < more) capacity *= 2;
    bytes->at = realloc(bytes->at, capacity);
    if (bytes->at == NULL) die("Out of memory");
    bytes->capacity = capacity;
}

static void put(struct bytes *bytes, const void *data, size_t size) {
    reserve(bytes, size);
    if (size > 0) memcpy(bytes->at + bytes->size, data, size);
    bytes->size += size;
}

static void put_string(struct bytes *bytes, const char *text) { put(bytes, text, strlen(text)); }

static void put_number(struct bytes *bytes, unsigned long long number) {
    char digits[32];
    put(bytes, digits, (size_t)snprintf(digits, sizeof digits, "%llu", number));
}

static void put_quoted(struct bytes *bytes, const char *text) {
    put(bytes, "\"", 1);
    for (; *text != 0; text++) {
        char escape[8];
        if (*text == '"' || *text == '\\') put(bytes, escape, (size_t)snprintf(escape, sizeof escape, "\\%c", *text));
        else if ((unsigned char)*text < 0x20) put(bytes, escape, (size_t)snprintf(escape, sizeof escape, "\\u%04x", *text));
        else put(bytes, text, 1);
    }
    put(bytes, "\"", 1);
}

/* ------------------------------------------------------------------------------------------------------------------ */
/* JSON, as far as an envelope needs it: values stay the text they are                                                  */

static const char *skip_space(const char *at, const char *end) {
    while (at < end && strchr(" \t\r\n", *at) != NULL && *at != 0) at++;
    return at;
}

/* The end of the value that starts at `at`, NULL when there is none. Containers are skipped by counting brackets. */
static const char *skip_value(const char *at, const char *end) {
    size_t depth = 0;
    while (at < end) {
        switch (*at) {
        case '"':
            for (at++; at < end && *at != '"'; at++)
                if (*at == '\\') at++;
            if (at >= end) return NULL;
            at++;
            break;
        case '[':
        case '{':
            depth++, at++;
            continue;
        case ']':
        case '}':
            if (depth == 0) return NULL;
            depth--, at++;
            break;
        case ',':
        case ':':
        case ' ':
        case '\t':
        case '\r':
        case '\n':
            if (depth == 0) return NULL;
            at++;
            continue;
        default:
            while (at < end && strchr(",:]} \t\r\n", *at) == NULL) at++;
        }
        if (depth == 0) return at;
    }
    return NULL;
}

/*
 * Steps through a container: starts with `*at` at its bracket and gives its elements, keys (in quotes) of an object too.
 * Returns 0 after the last one, and for what is no such container.
 */
static int next_element(const char **at, const char *end, struct text *key, struct text *value) {
    const char *p = skip_space(*at, end);
    if (p >= end || (*p != '[' && *p != '{' && *p != ',')) return 0;
    p = skip_space(p + 1, end);
    if (p >= end || *p == ']' || *p == '}') return 0;
    const char *stop = skip_value(p, end);
    if (stop == NULL) return 0;
    *value = (struct text){p, (size_t)(stop - p)};
    p = skip_space(stop, end);
    if (p < end && *p == ':') {
        *key = *value;
        p = skip_space(p + 1, end);
        stop = skip_value(p, end);
        if (stop == NULL) return 0;
        *value = (struct text){p, (size_t)(stop - p)};
    }
    *at = skip_space(stop, end);
    return 1;
}

static int hex4(const char *at, const char *end, unsigned *unit) {
    char digits[5] = {0}, *stop;
    if (end - at < 4) return 0;
    memcpy(digits, at, 4);
    *unit = (unsigned)strtoul(digits, &stop, 16);
    return stop == digits + 4;
}

static void put_utf8(struct bytes *out, unsigned c) {
    char utf8[4];
    int size = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (int i = size - 1; i > 0; i--, c >>= 6) utf8[i] = (char)(0x80 | (c & 0x3f));
    static const unsigned heads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    utf8[0] = (char)(heads[size] | c);
    put(out, utf8, (size_t)size);
}

/* The characters of a string in quotes, ended by a zero; 0 for what is no string or cannot be one in C. */
static int unescape(struct text text, struct bytes *out) {
    if (text.size < 2 || *text.at != '"') return 0;
    const char *at = text.at + 1, *end = text.at + text.size - 1;
    out->size = 0;
    while (at < end) {
        static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
        const char *letter;
        unsigned unit, low;
        if (*at != '\\') {
            put(out, at++, 1);
        } else if (at[1] != 'u') {
            letter = strchr(letters, at[1]);
            put(out, letter == NULL ? at + 1 : &meanings[letter - letters], 1);
            at += 2;
        } else {
            if (!hex4(at + 2, end, &unit) || unit == 0) return 0;
            at += 6;
            if (unit >= 0xd800 && unit < 0xe000) {
                if (unit >= 0xdc00 || end - at < 6 || at[0] != '\\' || at[1] != 'u') return 0;
                if (!hex4(at + 2, end, &low) || low < 0xdc00 || low >= 0xe000) return 0;
                unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                at += 6;
            }
            put_utf8(out, unit);
        }
    }
    put(out, "", 1);
    return 1;
}

/* The member of an object by its name; a text without a place where there is none. */
static struct text member(struct text object, const char *name) {
    struct text key = {0}, value, none = {0};
    struct bytes plain = {0};
    const char *at = object.at, *end = object.at + object.size;
    if (object.at == NULL || object.size == 0 || *skip_space(at, end) != '{') return none;
    while (next_element(&at, end, &key, &value)) {
        if (unescape(key, &plain) && strcmp(plain.at, name) == 0) {
            free(plain.at);
            return value;
        }
    }
    free(plain.at);
    return none;
}

static int text_is(struct text text, const char *other) {
    return text.size == strlen(other) && memcmp(text.at, other, text.size) == 0;
}

/* ------------------------------------------------------------------------------------------------------------------ */
/* Arguments                                                                                                            */

static int wrong(const struct call *call, size_t i, const char *wanted, struct answer *answer) {
    char message[300];
    if (i >= call->argument_count) {
        snprintf(message, sizeof message, "Argument %zu is missing: the call has %zu", i, call->argument_count);
    } else {
        snprintf(message, sizeof message, "Argument %zu is not %s", i, wanted);
    }
    fail(answer, "BadArgument", message);
    return 0;
}

static int is_integer(struct text text, long long *out) {
    char digits[32], *stop;
    if (text.size == 0 || text.size >= sizeof digits) return 0;
    memcpy(digits, text.at, text.size);
    digits[text.size] = 0;
    errno = 0;
    *out = strtoll(digits, &stop, 10);
    return errno == 0 && *stop == 0;
}

/* 1.5, 2, "nan" (in an array) and {"$f":"-inf"}. */
static int is_double(struct text text, double *out) {
    char *copy, *stop;
    struct text tagged = member(text, "$f"), bits = member(text, "$fbits");
    if (bits.at != NULL && bits.size == 18) {
        char digits[17] = {0};
        memcpy(digits, bits.at + 1, 16);
        uint64_t pattern = strtoull(digits, &stop, 16);
        memcpy(out, &pattern, sizeof pattern);
        return *stop == 0;
    }
    if (tagged.at != NULL) text = tagged;
    if (text.size >= 2 && *text.at == '"') text = (struct text){text.at + 1, text.size - 2};
    copy = malloc(text.size + 1);
    if (copy == NULL) die("Out of memory");
    memcpy(copy, text.at, text.size);
    copy[text.size] = 0;
    *out = strtod(copy, &stop);
    int whole = stop != copy && *stop == 0;
    free(copy);
    return whole;
}

static int read_double(const struct call *call, size_t i, double *out, struct answer *answer) {
    if (i < call->argument_count && is_double(call->arguments[i], out)) return 1;
    return wrong(call, i, "a number", answer);
}

static int read_string(const struct call *call, size_t i, char **out, struct answer *answer) {
    struct bytes text = {0};
    if (i < call->argument_count && unescape(call->arguments[i], &text)) {
        *out = text.at;
        return 1;
    }
    free(text.at);
    return wrong(call, i, "a string without NUL characters", answer);
}

/* A list of numbers or a float64 array, whose elements come in memory order. */
static int read_doubles(const struct call *call, size_t i, double **out, size_t *count, struct answer *answer) {
    static const char wanted[] = "a list of numbers, or a float64 array as text or attachment";
    if (i >= call->argument_count) return wrong(call, i, wanted, answer);
    struct text list = call->arguments[i], array = member(list, "$nd"), key, item;
    struct bytes numbers = {0};
    long long index;
    reserve(&numbers, sizeof(double));
    if (array.at != NULL) {
        if (!text_is(member(array, "dtype"), "\"<f8\"")) return wrong(call, i, wanted, answer);
        list = member(array, "data");
        if (is_integer(member(array, "att"), &index) && index >= 0 && (size_t)index < call->attachment_count) {
            put(&numbers, call->attachments[index].at, call->attachments[index].size);
            list = (struct text){"[]", 2};
        }
    }
    if (list.at == NULL || *list.at != '[') {
        free(numbers.at);
        return wrong(call, i, wanted, answer);
    }
    for (const char *at = list.at, *end = at + list.size; next_element(&at, end, &key, &item);) {
        double number;
        if (!is_double(item, &number)) {
            free(numbers.at);
            return wrong(call, i, wanted, answer);
        }
        put(&numbers, &number, sizeof number);
    }
    *out = (double *)(void *)numbers.at;
    *count = numbers.size / sizeof(double);
    return 1;
}

/* ------------------------------------------------------------------------------------------------------------------ */
/* Results                                                                                                              */

static void return_text_form(struct answer *answer, struct text text) { put(&answer->value, text.at, text.size); }

static void return_argument(struct answer *answer, const struct call *call, size_t i) {
    if (i >= call->argument_count) {
        wrong(call, i, "there", answer);
        return;
    }
    return_text_form(answer, call->arguments[i]);
    /* Its arrays name attachments by their place, so that all of them go with it. */
    answer->forwarded = call->attachments;
    answer->forwarded_count = call->attachment_count;
}

/* The shortest digits that read back as the same number, always with a point or an exponent: digits alone are an integer. */
static void return_double(struct answer *answer, double x) {
    char digits[40];
    if (isnan(x)) put_string(&answer->value, "{\"$f\":\"nan\"}");
    else if (isinf(x)) put_string(&answer->value, x > 0 ? "{\"$f\":\"inf\"}" : "{\"$f\":\"-inf\"}");
    else {
        for (int precision = 15; precision <= 17; precision++) {
            snprintf(digits, sizeof digits, "%.*g", precision, x);
            if (strtod(digits, NULL) == x) break;
        }
        put_string(&answer->value, digits);
        if (strpbrk(digits, ".e") == NULL) put_string(&answer->value, ".0");
    }
}

static void return_integer(struct answer *answer, long long integer) {
    char digits[32];
    put(&answer->value, digits, (size_t)snprintf(digits, sizeof digits, "%lld", integer));
}

/* Must be UTF-8. */
static void return_string(struct answer *answer, const char *text) { put_quoted(&answer->value, text); }

/* A 1-D float64 array, as an attachment. For machines whose numbers are little-endian. */
static void return_doubles(struct answer *answer, const double *numbers, size_t count) {
    put_string(&answer->value, "{\"$nd\":{\"dtype\":\"<f8\",\"shape\":[");
    put_number(&answer->value, count);
    put_string(&answer->value, "],\"order\":\"C\",\"att\":0}}");
    put(&answer->array, numbers, count * sizeof *numbers);
    answer->forwarded = &answer->array;
    answer->forwarded_count = 1;
}

static void fail(struct answer *answer, const char *class_name, const char *message) {
    answer->error.size = 0;
    put_string(&answer->error, "{\"class\":");
    put_quoted(&answer->error, class_name);
    put_string(&answer->error, ",\"bases\":[],\"message\":");
    put_quoted(&answer->error, message);
    put_string(&answer->error, "}");
}

/* ------------------------------------------------------------------------------------------------------------------ */
/* The protocol                                                                                                         */

static int wire_in, wire_out;
static struct bytes input, output;
static size_t input_at;
static uint64_t flushed_ns;

/* An answer is sent at the latest so long after the last one, when a call has just ended. */
static const uint64_t flush_after_ns = 200000;

static uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Moves the protocol away from the standard descriptors: 0 becomes the null device, 1 standard error. */
static void take_wire(void) {
    int null = open("/dev/null", O_RDONLY);
    wire_in = fcntl(0, F_DUPFD_CLOEXEC, 3);
    wire_out = fcntl(1, F_DUPFD_CLOEXEC, 3);
    if (null < 0 || wire_in < 0 || wire_out < 0 || dup2(null, 0) < 0 || dup2(2, 1) < 0) die("Cannot move the wire");
    close(null);
}

static void flush(void) {
    for (size_t at = 0; at < output.size;) {
        ssize_t written = write(wire_out, output.at + at, output.size - at);
        if (written < 0 && errno != EINTR) die("Cannot write an answer");
        if (written > 0) at += (size_t)written;
    }
    output.size = 0;
    flushed_ns = now_ns();
}

/* Reads until `size` bytes wait; 0 at the end of the input. What is answered is sent before there is a wait. */
static int wait_for(size_t size) {
    while (input.size - input_at < size) {
        flush();
        if (input_at > 0) {
            memmove(input.at, input.at + input_at, input.size - input_at);
            input.size -= input_at;
            input_at = 0;
        }
        reserve(&input, size - input.size > 1 << 18 ? size - input.size : 1 << 18);
        ssize_t count = read(wire_in, input.at + input.size, input.capacity - input.size);
        if (count < 0 && errno != EINTR) die("Cannot read a request");
        if (count == 0) return 0;
        if (count > 0) input.size += (size_t)count;
    }
    return 1;
}

/* The next line, or a text without a place at the end of the input. It stays where it is until the next one is read. */
static struct text read_line(void) {
    size_t searched = 0;
    for (;;) {
        const char *start = input.at + input_at;
        size_t waiting = input.size - input_at;
        const char *end = waiting == 0 ? NULL : memchr(start + searched, '\n', waiting - searched);
        if (end != NULL) {
            input_at += (size_t)(end - start) + 1;
            return (struct text){start, (size_t)(end - start)};
        }
        searched = waiting;
        if (!wait_for(waiting + 1)) return (struct text){0};
    }
}

static void send_head(struct text id, const char *name) {
    put_string(&output, "{\"id\":");
    put(&output, id.at, id.size);
    put_string(&output, name);
}

static void hello(struct text id, struct text message) {
    struct text versions = member(message, "protocols"), key, version;
    int known = 0;
    if (versions.at != NULL)
        for (const char *at = versions.at, *end = at + versions.size; next_element(&at, end, &key, &version);)
            known = known || text_is(version, "1");
    if (!known) {
        send_head(id, ",\"failed\":{\"class\":\"UnknownProtocol\",\"message\":\"This driver speaks protocol 1\",\"trace\":\"\"}}\n");
        return;
    }
    send_head(id, ",\"hello\":{\"protocol\":1,\"language\":\"c\",\"version\":\"");
    put_number(&output, __STDC_VERSION__);
    put_string(&output, "\",\"packages\":{},\"platform\":{},\"capabilities\":[\"attachments\"],\"subjects\":[");
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        if (i > 0) put(&output, ",", 1);
        put_quoted(&output, subjects[i].name);
    }
    put_string(&output, "]}}\n");
}

static void send_answer(struct text id, const struct answer *answer, uint64_t elapsed) {
    int failed = answer->error.size > 0;
    send_head(id, failed ? ",\"error\":" : ",\"value\":");
    if (failed) put(&output, answer->error.at, answer->error.size);
    else if (answer->value.size > 0) put(&output, answer->value.at, answer->value.size);
    else put_string(&output, "null");
    if (!failed && answer->forwarded_count > 0) {
        for (size_t i = 0; i < answer->forwarded_count; i++) {
            put_string(&output, i == 0 ? ",\"att\":[" : ",");
            put_number(&output, answer->forwarded[i].size);
        }
        put_string(&output, "]");
    }
    put_string(&output, ",\"elapsed_ns\":");
    put_number(&output, elapsed);
    put_string(&output, "}\n");
    if (!failed)
        for (size_t i = 0; i < answer->forwarded_count; i++) put(&output, answer->forwarded[i].at, answer->forwarded[i].size);
}

static void run(struct text message, struct bytes *attachments, size_t attachment_count) {
    static struct answer answer;
    static struct bytes name, arguments;
    struct text list = member(message, "args"), key, item, seed = member(message, "seed");
    struct call call = {.named = member(message, "kwargs"), .attachments = attachments, .attachment_count = attachment_count};
    long long number;
    uint64_t start;
    arguments.size = answer.value.size = answer.error.size = answer.array.size = 0;
    answer.forwarded_count = 0;
    if (call.named.at == NULL) call.named = (struct text){"{}", 2};
    if (seed.at != NULL && is_integer(seed, &number)) call.seed = (uint32_t)number;
    if (list.at != NULL)
        for (const char *at = list.at, *end = at + list.size; next_element(&at, end, &key, &item); call.argument_count++)
            put(&arguments, &item, sizeof item);
    call.arguments = (struct text *)(void *)arguments.at;
    const struct subject *subject = NULL;
    if (unescape(member(message, "subject"), &name))
        for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
            if (strcmp(subjects[i].name, name.at) == 0) subject = &subjects[i];
    start = now_ns();
    if (subject != NULL) subject->run(&call, &answer);
    else fail(&answer, "SubjectNotFound", "No such subject in this driver");
    send_answer(member(message, "id"), &answer, now_ns() - start);
}

/* Answers one message; 0 when it was told to stop. */
static int serve(struct text line, struct bytes *attachments, size_t attachment_count) {
    struct text id = member(line, "id");
    static struct bytes verb;
    if (!unescape(member(line, "verb"), &verb)) {
        fprintf(stderr, "Not a message of wire protocol 1: %.200s\n", line.at);
        exit(1);
    }
    if (strcmp(verb.at, "call") == 0) run(line, attachments, attachment_count);
    else if (strcmp(verb.at, "hello") == 0) hello(id, line);
    else if (strcmp(verb.at, "ping") == 0) send_head(id, ",\"pong\":true}\n");
    else if (strcmp(verb.at, "stop") == 0) {
        send_head(id, ",\"stopped\":true}\n");
        return 0;
    } else send_head(id, ",\"error\":{\"class\":\"UnknownVerb\",\"bases\":[],\"message\":\"Unknown verb\"},\"elapsed_ns\":0}\n");
    return 1;
}

int main(void) {
    static struct bytes line, list;
    int go_on = 1;
    take_wire();
    while (go_on) {
        struct text arrived = read_line(), sizes, key, size;
        struct bytes attachment, *attachments;
        if (arrived.at == NULL) break;
        list.size = 0;
        sizes = member(arrived, "att");
        if (sizes.at != NULL) {
            /* What follows moves the bytes that were read, so that the line must stay elsewhere. */
            line.size = 0;
            put(&line, arrived.at, arrived.size);
            arrived.at = line.at;
            sizes = member(arrived, "att");
            for (const char *at = sizes.at, *end = at + sizes.size; next_element(&at, end, &key, &size);) {
                long long bytes;
                if (!is_integer(size, &bytes) || bytes < 0 || !wait_for((size_t)bytes)) exit(1);
                attachment = (struct bytes){0};
                put(&attachment, input.at + input_at, (size_t)bytes);
                put(&list, &attachment, sizeof attachment);
                input_at += (size_t)bytes;
            }
        }
        attachments = (struct bytes *)(void *)list.at;
        size_t count = list.size / sizeof attachment;
        go_on = serve(arrived, attachments, count);
        for (size_t i = 0; i < count; i++) free(attachments[i].at);
        if (now_ns() - flushed_ns > flush_after_ns) flush();
    }
    flush();
    return 0;
}
