// Step 3: an owner writes a project and submits it, the operator passes it, and the public reads the notice.

import { item } from "./filing.mjs";
import { pdf } from "./papers.mjs";

/** The owner writes a project that only surveyors of grade B or better may take; `terms` say how it is drawn, `avoids` names an agency to keep out. */
export async function posts(owner, project) {
  await owner.opens("/owner/projects");
  await owner.follows("projects-new");
  await owner.fills({ item, title: project.title });
  await owner.presses("projects-look");
  if (project.terms?.way) {
    // What a way asks for is on the page when it is chosen.
    await owner.fills({ way: project.terms.way });
    await owner.presses("projects-way-look");
  }
  await owner.fills({
    content: "对临澄市东片区道路进行1:500地形测量和竣工测量，提交成果报告三份及电子数据。",
    place: "临澄市东片区",
    service_days: 30,
    price_kind: "fixed",
    price: "9.8",
    major_1: "engineering",
    grade_1: "b",
    window_wd: 1,
    ...(project.avoids && { avoid_code_1: project.avoids.code, avoid_name_1: project.avoids.name, avoid_reason_1: project.avoids.reason }),
    ...project.terms,
    attachments: pdf("scope.pdf"),
  });
  await owner.presses("projects-submit");
  await owner.sees("projects-flash-submitted", "projects-under-review", project.title);
}

/** The operator passes it. */
export async function reviewed(operator, project) {
  await operator.opens("/operations/projects");
  await operator.follows(project.title);
  if (project.avoids) await operator.sees(project.avoids.name);
  await operator.fills({ finding: "approve" });
  await operator.presses("projects-finding-go");
}

/** When the commitments are there, the public finds the notice; its address is returned. */
export async function published(reader, project) {
  const list = `/projects?q=${encodeURIComponent(project.title)}`;
  await reader.waitsFor(list, (page) => page.getByRole("link", { name: project.title }).count(), "the notice");
  await reader.follows(project.title);
  await reader.sees("signups-sealed", "signups-sign-in", "projects-notices");
  const text = await reader.page.innerText("main");
  if (project.avoids && text.includes(project.avoids.reason)) throw new Error("the notice tells the public whom the owner avoids, and why");
  return new URL(reader.page.url()).pathname;
}
