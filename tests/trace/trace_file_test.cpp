#include "engine/trace/trace_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/trace/file_blocks.h"

namespace simul {
namespace {

/// A file of its own for each test, gone afterwards.
class TraceFile : public testing::Test {
  protected:
    TraceFile() : path_(testing::TempDir() + "/simul_trace_" + std::to_string(getpid())) {}
    ~TraceFile() override { std::filesystem::remove(path_); }

    std::string bytes() const {
        std::ifstream file(path_, std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        return content.str();
    }
    void put(std::string_view content) const {
        std::filesystem::remove(path_);  // a new file is made faster than an old one is emptied
        std::ofstream(path_, std::ios::binary) << content;
    }
    std::string sentence() const {
        const Result<LoadedTrace> loaded = read_trace_file(path_);
        return loaded ? "it was read" : loaded.error().sentence();
    }
    void record(const Trace& trace) const {
        Result<TraceFileWriter> writer = TraceFileWriter::open(path_, trace.header());
        ASSERT_TRUE(writer) << writer.error().sentence();
        ASSERT_TRUE(writer->finish(trace, {Outcome::finished, 0.25, 2, 1.5}));
    }
    void write_with_event(const TraceEvent& event) const;

    const std::string path_;
};

/// `events` prints by main, each with its number as text, one every second.
std::unique_ptr<Trace> counting_trace(std::size_t events) {
    TraceHeader header;
    header.title = "Counting";
    header.model = Model::event_loop;
    header.seed = ~std::uint64_t{0};
    header.knobs = {{"opponents", "24"}, {"judit", "lock"}};
    header.resources.resize(1);
    header.resources[0].kind = ResourceKind::channel;
    header.resources[0].name = "orders";
    header.resources[0].transport = Transport::ring;
    header.resources[0].initial = Cell::real(0.1);
    header.source = "print(\"\xff\")";
    header.words.scene = "hall";
    TaskWords game;
    game.function = "game";
    game.name = "board";
    game.woken = "replied";
    game.running = {"Judit moves at {}", "Judit moves", ""};
    game.done = {"over", "", "is"};
    game.interrupted = {"lost", "", ""};
    game.failed = {"burnt", "", ""};
    game.at = {{"sleep(eat)", {"{} eats", "", ""}}};
    header.words.tasks = {game};
    header.words.why = {{"over", "nobody plays"}};
    header.words.bindings = {{"boards", "24"}};
    auto trace = std::make_unique<Trace>(header);
    for (std::size_t i = 0; i < events; ++i) {
        TraceEvent event;
        event.kind = EventKind::print;
        event.task = kMainTask;
        event.time = Time(std::chrono::seconds(i));
        trace->append(event, i % 2 == 0 ? std::to_string(i) : "");
    }
    return trace;
}

TEST_F(TraceFile, GivesBackWhatWasRecorded) {
    const std::unique_ptr<Trace> counted = counting_trace(100'000);
    const Trace& trace = *counted;
    record(trace);
    const Result<LoadedTrace> loaded = read_trace_file(path_);
    ASSERT_TRUE(loaded) << loaded.error().sentence();
    ASSERT_EQ(loaded->trace->size(), trace.size());
    for (std::size_t i = 0; i < trace.size(); ++i) {
        ASSERT_EQ(std::memcmp(&(*loaded->trace)[i], &trace[i], sizeof(TraceEvent)), 0) << i;
        ASSERT_EQ(loaded->trace->text_of(i), trace.text_of(i)) << i;
    }
    EXPECT_FALSE(loaded->cut);
    EXPECT_EQ(loaded->ending.outcome, Outcome::finished);
    EXPECT_EQ(loaded->ending.real_s, 0.25);
    EXPECT_EQ(loaded->ending.lost_events, 2u);
    EXPECT_EQ(loaded->ending.stolen_s, 1.5);
}

TEST(TraceHeader, SaysHowProcessesStartWhereItIsNotByFork) {
    using namespace file_blocks;
    TraceHeader header;
    header.model = Model::processes;
    EXPECT_EQ(as_json(header).find("start_method"), std::string::npos);
    EXPECT_EQ(header_from(as_json(header))->start_method, StartMethod::fork);
    header.start_method = StartMethod::spawn;
    const std::string spawned = as_json(header);
    EXPECT_EQ(header_from(spawned)->start_method, StartMethod::spawn);
    std::string unknown = spawned;
    const std::string word = "\"start_method\":\"spawn\"";
    ASSERT_NE(unknown.find(word), std::string::npos) << unknown;
    unknown.replace(unknown.find(word), word.size(), "\"start_method\":\"guess\"");
    EXPECT_FALSE(header_from(unknown).ok());
}

TEST_F(TraceFile, NeedsNoScenarioToBeShown) {
    record(*counting_trace(1));
    const Result<LoadedTrace> loaded = read_trace_file(path_);
    ASSERT_TRUE(loaded) << loaded.error().sentence();
    const TraceHeader& header = loaded->trace->header();
    EXPECT_EQ(header.title, "Counting");
    EXPECT_EQ(header.model, Model::event_loop);
    EXPECT_EQ(header.seed, ~std::uint64_t{0});
    EXPECT_EQ(header.knobs, (std::vector<std::pair<std::string, std::string>>{{"opponents", "24"}, {"judit", "lock"}}));
    EXPECT_EQ(header.resources.at(0).kind, ResourceKind::channel);
    EXPECT_EQ(header.resources.at(0).name, "orders");
    EXPECT_EQ(header.resources.at(0).transport, Transport::ring);
    EXPECT_EQ(header.resources.at(0).initial, Cell::real(0.1));
    EXPECT_EQ(header.words, counting_trace(0)->header().words);
    EXPECT_EQ(header.source, "print(\"\xef\xbf\xbd\")") << "a byte that is not UTF-8 becomes U+FFFD";
}

TEST_F(TraceFile, OfTheTimeBeforeStoriesSpokeOfThemselvesIsRead) {
    using namespace file_blocks;
    const std::string json = as_json(counting_trace(0)->header());
    const std::size_t words = json.find(",\"words\":");
    ASSERT_NE(words, std::string::npos);
    const std::string first_line = std::string(kFirstLineBegins) + "1\n";
    put(first_line + block(BlockKind::header, json.substr(0, words) + "}"));
    const Result<LoadedTrace> loaded = read_trace_file(path_);
    ASSERT_TRUE(loaded) << loaded.error().sentence();
    EXPECT_EQ(loaded->trace->header().words, StoryWords{});
}

TEST_F(TraceFile, CanBeReadWhileTheRunGoesOn) {
    const std::unique_ptr<Trace> counted = counting_trace(3);
    Trace& trace = *counted;
    Result<TraceFileWriter> writer = TraceFileWriter::open(path_, trace.header());
    ASSERT_TRUE(writer);
    EXPECT_EQ(read_trace_file(path_)->trace->size(), 0u);
    ASSERT_TRUE(writer->take(trace));
    EXPECT_EQ(read_trace_file(path_)->trace->size(), 3u);
    TraceEvent later = trace[2];
    trace.append(later, "later");
    ASSERT_TRUE(writer->take(trace));
    const Result<LoadedTrace> loaded = read_trace_file(path_);
    EXPECT_EQ(loaded->trace->size(), 4u);
    EXPECT_EQ(loaded->trace->text_of(3), "later");
    EXPECT_TRUE(loaded->cut);
}

TEST_F(TraceFile, CutAnywhereIsReadUpToTheLastWholeBlockOrRefused) {
    const std::unique_ptr<Trace> counted = counting_trace(0);
    Trace& trace = *counted;
    Result<TraceFileWriter> writer = TraceFileWriter::open(path_, trace.header());
    ASSERT_TRUE(writer);
    const std::size_t header_size = bytes().size();
    for (int block = 0; block < 3; ++block) {
        TraceEvent event;
        event.task = kMainTask;
        trace.append(event, "two");
        trace.append(event);
        ASSERT_TRUE(writer->take(trace));
    }
    ASSERT_TRUE(writer->finish(trace, {}));
    const std::string whole = bytes();
    std::size_t most = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        put(whole.substr(0, size));
        const Result<LoadedTrace> loaded = read_trace_file(path_);
        ASSERT_EQ(loaded.ok(), size >= header_size) << size;
        if (!loaded) continue;
        EXPECT_TRUE(loaded->cut) << size;
        EXPECT_EQ(loaded->trace->size() % 2, 0u) << "half a block was read, at " << size;
        EXPECT_GE(loaded->trace->size(), most);
        most = loaded->trace->size();
        EXPECT_NE(loaded->sentence.find("ends early"), std::string::npos) << loaded->sentence;
    }
    EXPECT_EQ(most, 6u);
}

TEST_F(TraceFile, BeginningOfABlockAfterTheEndIsACut) {
    record(*counting_trace(1));
    put(bytes() + "some");
    const Result<LoadedTrace> loaded = read_trace_file(path_);
    ASSERT_TRUE(loaded) << loaded.error().sentence();
    EXPECT_TRUE(loaded->cut);
}

/// A whole file with this event in it.
std::string file_with(const TraceEvent& event) {
    Trace trace(counting_trace(0)->header());
    trace.append(event);
    return trace_file_bytes(trace, {});
}

TEST_F(TraceFile, WithWhatCannotBeIsRefusedWithAReason) {
    TraceEvent event;
    event.kind = EventKind::mark;
    event.task = static_cast<TaskId>(16'777'215);
    put(file_with(event));
    EXPECT_NE(read_trace_file(path_).error().sentence().find("is damaged: it has an event that cannot be: its task "
                                                             "cannot have arrived"),
              std::string::npos);
    event.task = kMainTask;
    event.kind = EventKind::load;
    put(file_with(event));
    EXPECT_NE(read_trace_file(path_).error().sentence().find("an event that cannot be: an operation on no resource"),
              std::string::npos);
    event.kind = EventKind::mark;
    event.time = Time(-1s);
    put(file_with(event));
    EXPECT_NE(read_trace_file(path_).error().sentence().find("earlier than the one before it"), std::string::npos);
}

TEST_F(TraceFile, WhoseHeaderHasNumbersThatCannotBeIsRefused) {
    using namespace file_blocks;
    const std::string json = as_json(counting_trace(0)->header());
    const auto with = [&](const std::string& what, const std::string& otherwise) {
        std::string changed = json;
        const std::size_t place = changed.find(what);
        EXPECT_NE(place, std::string::npos) << what;
        return header_from(changed.replace(place, what.size(), otherwise));
    };
    EXPECT_FALSE(with("\"cores\":1", "\"cores\":0"));
    EXPECT_FALSE(with("\"cores\":1", "\"cores\":65000"));
    EXPECT_FALSE(with("\"scale\":1.0", "\"scale\":-1.0"));
    EXPECT_FALSE(with("\"scale\":1.0", "\"scale\":1e300"));
    EXPECT_FALSE(with("\"quantum_ns\":0", "\"quantum_ns\":-5"));
    EXPECT_FALSE(with("\"capacity\":0", "\"capacity\":-5"));
    EXPECT_FALSE(header_from(std::string(1'000'000, '[')));
}

TEST_F(TraceFile, WhoseBlockSaysThatItIsLongTakesNoMemoryForIt) {
    using namespace file_blocks;
    BlockHead head{BlockKind::header, kMostContent, 0, 0};
    head.head_checksum = checksum_of(head);
    put(std::string(kFirstLineBegins) + "2\n" + std::string(reinterpret_cast<const char*>(&head), sizeof head));
    EXPECT_NE(read_trace_file(path_).error().sentence().find("ends within its header"), std::string::npos);
}

TEST_F(TraceFile, DamageOfAnyByteIsNoticed) {
    record(*counting_trace(4));
    const std::string whole = bytes();
    for (std::size_t at = whole.find('\n') + 1; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x20);
        put(damaged);
        const Result<LoadedTrace> loaded = read_trace_file(path_);
        ASSERT_FALSE(loaded) << "byte " << at;
        ASSERT_NE(loaded.error().sentence().find("is damaged"), std::string::npos) << loaded.error().sentence();
    }
}

TEST_F(TraceFile, WhatIsNoTraceIsRefusedWithARemedy) {
    EXPECT_NE(sentence().find("Could not open the trace"), std::string::npos) << sentence();
    put("");
    EXPECT_NE(sentence().find("is empty. Record a run with"), std::string::npos) << sentence();
    put("\x7f\x45LF of something else entirely, with a line\n");
    EXPECT_NE(sentence().find("is not a trace of Simul. Give a file"), std::string::npos) << sentence();
    put("Simul trace, version x\n");
    EXPECT_NE(sentence().find("is not a trace of Simul"), std::string::npos) << sentence();
    put("Simul trace, version 3\nwhatever a version 3 may hold");
    EXPECT_NE(sentence().find("version 3, and this program reads up to version 2. Open it with the newer"),
              std::string::npos)
        << sentence();
    EXPECT_NE(read_trace_file(testing::TempDir()).error().sentence().find("is a folder"), std::string::npos);
}

TEST_F(TraceFile, FullDiskIsToldInASentenceAndForGood) {
    const std::unique_ptr<Trace> counted = counting_trace(1);
    Trace& trace = *counted;
    const Result<TraceFileWriter> writer = TraceFileWriter::open("/dev/full", trace.header());
    ASSERT_FALSE(writer);
    EXPECT_NE(writer.error().sentence().find("/dev/full"), std::string::npos) << writer.error().sentence();
}

void TraceFile::write_with_event(const TraceEvent& event) const {
    const std::unique_ptr<Trace> counted = counting_trace(1);
    Trace& trace = *counted;
    TraceEvent later = event;
    trace.append(later);
    Result<TraceFileWriter> writer = TraceFileWriter::open(path_, trace.header());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->finish(trace, {}));
}

TEST_F(TraceFile, EventsThatCannotBeAreRefusedThoughTheirChecksumIsRight) {
    TraceEvent good;
    good.kind = EventKind::receive;
    good.task = kMainTask;
    good.resource = ResourceId{0};
    write_with_event(good);
    EXPECT_EQ(sentence(), "it was read");

    const auto refused = [&](auto change) {
        TraceEvent bad = good;
        change(bad);
        write_with_event(bad);
        return sentence().find("an event that cannot be") != std::string::npos;
    };
    EXPECT_TRUE(refused([](TraceEvent& event) { event.kind = static_cast<EventKind>(kEventKindCount); }));
    EXPECT_TRUE(refused([](TraceEvent& event) {
        event.kind = EventKind::close;  // which does not wait
        event.phase = Phase::timed_out;
    }));
    EXPECT_TRUE(refused([](TraceEvent& event) { event.resource = ResourceId{1}; }));
    EXPECT_TRUE(refused([](TraceEvent& event) { event.task = TaskId{0xfffffff0}; }));
    EXPECT_TRUE(refused([](TraceEvent& event) { event.time = Time(-1ns); }));
    EXPECT_TRUE(refused([](TraceEvent& event) {
        event.kind = EventKind::end;
        event.value = -1;
    }));
    EXPECT_TRUE(refused([](TraceEvent& event) {
        event.kind = EventKind::await;
        event.value = 0xfffffff0;
    }));
    EXPECT_TRUE(refused([](TraceEvent& event) {
        event.kind = EventKind::finish;
        event.value = 5;
    }));
}

TEST_F(TraceFile, HeaderThatIsNotOursIsRefused) {
    using namespace file_blocks;
    const std::string first_line = std::string(kFirstLineBegins) + "1\n";
    put(first_line + block(BlockKind::header, "{\"model\": 3}"));
    EXPECT_NE(sentence().find("is damaged"), std::string::npos) << sentence();
    put(first_line + block(BlockKind::header, "[[[["));
    EXPECT_NE(sentence().find("is damaged"), std::string::npos) << sentence();
    put(first_line + block(BlockKind::ending, "{}"));
    EXPECT_NE(sentence().find("its first block is not the header"), std::string::npos) << sentence();
    TraceHeader header;
    header.cores = 1'000'000;
    put(first_line + block(BlockKind::header, as_json(header)));
    EXPECT_NE(sentence().find("more cores than there can be"), std::string::npos) << sentence();
}

TEST_F(TraceFile, BlockThatPromisesMoreThanItHoldsIsRefused) {
    using namespace file_blocks;
    const std::string beginning =
        std::string(kFirstLineBegins) + "1\n" + block(BlockKind::header, as_json(TraceHeader{}));
    put(beginning + block(BlockKind::events, std::string_view("\xff\xff\xff\xff", 4)));
    EXPECT_NE(sentence().find("fewer events than it says"), std::string::npos) << sentence();
    TraceEvent event;
    event.task = kMainTask;
    event.has_text = 1;
    std::string content("\1\0\0\0", 4);
    content.append(reinterpret_cast<const char*>(&event), sizeof event);
    put(beginning + block(BlockKind::events, content + std::string("\5\0\0\0abc", 7)));
    EXPECT_NE(sentence().find("a text is missing"), std::string::npos) << sentence();
}

}  // namespace
}  // namespace simul
