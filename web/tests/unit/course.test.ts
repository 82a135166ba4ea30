import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Course, type Standing, sameStanding } from "../../src/app/course";
import { FakeEngine } from "./fake";

const at = (cycle: number): Standing => ({
  cycle,
  program: { name: "p", text: "1", dialect: "core", machine: {}, shell: false },
});

describe("the course of an experiment", () => {
  it("has a step begin where the one before has ended", () => {
    const course = new Course();
    course.begin(at(0));
    assert.deepEqual(course.beginOf(0), at(0));
    assert.equal(course.beginOf(1), null);
    course.ended(0, at(170), []);
    assert.ok(course.isDone(0));
    assert.deepEqual(course.beginOf(1), at(170));
  });

  it("counts no step as done that has led elsewhere, though it was done before", () => {
    const course = new Course();
    course.begin(at(0));
    course.ended(0, at(170), []);
    course.ended(0, at(900), ["the state is Halted, not Apply"]);
    assert.ok(!course.isDone(0));
    assert.deepEqual(course.wrongIn(0), ["the state is Halted, not Apply"]);
    assert.deepEqual(course.beginOf(1), at(170), "where the next one begins stays known");
    course.forget(0);
    assert.deepEqual(course.wrongIn(0), []);
  });

  it("forgets all of it when it begins again", () => {
    const course = new Course();
    course.begin(at(0));
    course.ended(0, at(170), []);
    course.begin(at(5));
    assert.ok(!course.isDone(0));
    assert.equal(course.beginOf(1), null);
    assert.deepEqual(course.beginOf(0), at(5));
  });

  it("is at one place only in the same cycle", () => {
    const { catalogue } = new FakeEngine();
    assert.ok(sameStanding(catalogue, at(7), at(7)));
    assert.ok(!sameStanding(catalogue, at(7), at(8)));
  });
});
