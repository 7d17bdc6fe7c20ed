import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-mock";
import { browser } from "@web/core/browser/browser";
import { Playback } from "@marfanet_voice/playback/playback_service";
import { jumpOf } from "@marfanet_voice/playback/player_keys";
import { lineAt } from "@marfanet_voice/transcript/lines";
import { mockAudio, SOURCE } from "./review_helpers";

test("a recording is played from a moment", async () => {
    const [playback, players] = [new Playback(), mockAudio()];
    await playback.play(SOURCE, 12);
    expect(players[0].src).toBe(SOURCE);
    expect(players[0].currentTime).toBe(12);
    expect(playback.isPlaying(SOURCE)).toBe(true);
    playback.toggle(SOURCE);
    expect(playback.isPlaying(SOURCE)).toBe(false);
    await playback.toggle(SOURCE);
    expect(players[0].currentTime).toBe(12);
});

test("a recording that does not say how long it is, is played from a moment", async () => {
    mockAudio({ duration: Infinity, found: 40 });
    const playback = new Playback();
    await playback.play(SOURCE, 12);
    await tick();
    expect(playback.state.seconds).toBe(40);
    expect(playback.state.time).toBe(12);
});

test("listening from the beginning fetches no end of the recording first", async () => {
    const players = mockAudio({ duration: Infinity, found: 40 });
    const playback = new Playback();
    await playback.play(SOURCE);
    await tick();
    expect(players[0].duration).toBe(Infinity);
    expect(playback.state.seconds).toBe(0);
    expect(playback.isPlaying(SOURCE)).toBe(true);
});

test("jumps stay within the recording", async () => {
    mockAudio({ duration: 20, found: 20 });
    const playback = new Playback();
    await playback.play(SOURCE, 3);
    await playback.jump(SOURCE, -5);
    expect(playback.state.time).toBe(0);
    await playback.seek(SOURCE, 18);
    await playback.jump(SOURCE, 5);
    expect(playback.state.time).toBe(20);
});

test("one recording is heard at a time, from the last click", async () => {
    const players = mockAudio();
    const playback = new Playback();
    await Promise.all([playback.play(SOURCE, 5), playback.play("/web/content/10", 7)]);
    expect(players).toHaveLength(1);
    expect(players[0].src).toBe("/web/content/10");
    expect(players[0].currentTime).toBe(7);
    expect(playback.isPlaying(SOURCE)).toBe(false);
});

test("a recording falls silent when nothing shows it any more", async () => {
    const players = mockAudio();
    const playback = new Playback();
    const [release, other] = [playback.hold(SOURCE), playback.hold(SOURCE)];
    await playback.play(SOURCE);
    release();
    expect(players[0].paused).toBe(false);
    other();
    expect(players[0].paused).toBe(true);
    expect(playback.state.source).toBe("");
});

test("the speed is remembered", async () => {
    const players = mockAudio();
    new Playback().setSpeed(1.5);
    await new Playback().play(SOURCE);
    expect(players.at(-1).playbackRate).toBe(1.5);
    browser.localStorage.setItem("marfanet_voice_speed", "900");
    expect(new Playback().state.speed).toBe(1);
});

test("what cannot be played says so, and is tried again", async () => {
    const players = mockAudio();
    const playback = new Playback();
    await playback.play(SOURCE);
    players[0].tell("error");
    expect(playback.state.isBroken).toBe(true);
    await playback.play(SOURCE, 4);
    expect(playback.state.isBroken).toBe(false);
    expect(playback.state.time).toBe(4);
});

test("arrows go where reading goes", () => {
    expect(jumpOf("ArrowRight", "ltr")).toBe(5);
    expect(jumpOf("ArrowLeft", "ltr")).toBe(-5);
    expect(jumpOf("ArrowLeft", "rtl")).toBe(5);
    expect(jumpOf("ArrowRight", "rtl")).toBe(-5);
    expect(jumpOf("ArrowUp", "rtl")).toBe(0);
});

test("the line that is heard is the last one that has begun", () => {
    const lines = [{ start: 1 }, { start: 5 }, { start: 9 }];
    expect(lineAt(lines, 0.5)).toBe(-1);
    expect(lineAt(lines, 1)).toBe(0);
    expect(lineAt(lines, 8.9)).toBe(1);
    expect(lineAt(lines, 100)).toBe(2);
    expect(lineAt([], 3)).toBe(-1);
});
