"""Pages as a vendor would publish them, written for these tests, in four languages.

A page is built of lines such as `    - 2 one`: what stands behind the bullet is the
name of a sentence below (`# one`, with its number), a credential, or plain text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LANGUAGES = ("en", "es", "fr", "de")

#: What each language says for the same rule.
SENTENCES: dict[str, tuple[str, str, str, str]] = {
    "thresholds": (
        "Your organization must meet the performance thresholds.",
        "Tu organización debe cumplir con los umbrales de rendimiento.",
        "Votre entreprise doit se conformer aux seuils de performance.",
        "Ihre Organisation muss die Leistungsschwellenwerte erfüllen.",
    ),
    "head #": (
        "Your organization must have **#** individuals pass the exam requirements.",
        "Tu organización debe tener **#** personas que hayan aprobado los requisitos de exámenes.",
        "**#** personnes de votre entreprise doivent satisfaire aux exigences d’examens.",
        "**#** Personen in Ihrer Organisation müssen die Prüfungsanforderungen erfüllen.",
    ),
    "head at least #": (
        "Your organization must have at least **#** individuals pass the exam requirements.",
        "Tu organización debe tener al menos **#** personas que hayan aprobado los requisitos de exámenes.",
        "Au moins **#**personnes de votre entreprise doivent satisfaire aux exigences d’examens.",
        "In Ihrer Organisation müssen mindestens **#** Personen die Prüfungsanforderungen erfüllen.",
    ),
    "head # exams and assessments": (
        "Your organization must have **#** individuals pass both exams and assessments.",
        "Tu organización debe tener **#** personas que hayan aprobado exámenes y evaluaciones.",
        "**#** personnes de l’entreprise doivent réussir à la fois des examens et des évaluations.",
        "**#** Personen in Ihrer Organisation müssen sowohl Prüfungen als auch Assessments bestehen.",
    ),
    "head # any exam": (
        "Your organization must have **#** individuals pass any one of the exams.",
        "Tu organización debe tener **#** personas que hayan aprobado cualquiera de los exámenes.",
        "**#** personnes de votre entreprise doivent réussir l’un des examens suivants.",
        "**#** Personen in Ihrer Organisation müssen eine der Prüfungen bestehen.",
    ),
    "head # one exam or assessment": (
        "Your organization must have **#** individuals pass one of the following exams,"
        " or the assessment requirements.",
        "Tu organización debe tener **#** personas que hayan aprobado uno de los siguientes exámenes,"
        " o los requisitos de la evaluación.",
        "**#** personnes de votre entreprise doivent réussir l’un des examens suivants"
        " ou satisfaire les exigences d’évaluations ci-après.",
        "**#** Personen in Ihrer Organisation müssen eine der folgenden Prüfungen bestehen"
        " oder die Assessmentanforderungen erfüllen.",
    ),
    "head # certification": (
        "Your organization must have **#** individuals pass the required certification.",
        "Tu organización debe tener **#** personas que hayan aprobado la certificación necesaria.",
        "**#** personnes de votre entreprise doivent acquérir la certification requise.",
        "**#** Personen in Ihrer Organisation müssen die erforderliche Zertifizierung erlangen.",
    ),
    "head 1 all exams of one of 2 areas, and an assessment": (
        "Your organization must have **1** individual pass all of the exams in any one of the two focus areas:"
        " **Roads** OR **Bridges**, and the individual must pass an assessment.",
        "Tu organización debe tener **1** persona que haya aprobado todos los exámenes de cualquiera de las dos"
        " áreas de especialización: **Caminos** o **Puentes**, y la persona debe también aprobar una evaluación.",
        "**1** personne de votre entreprise doit réussir tous les examens dans l’un des deux domaines"
        " stratégiques suivants: **Routes** OU **Ponts** et elle doit également réussir une évaluation.",
        "**1** Person in Ihrer Organisation muss alle Prüfungen in einem der beiden Fokusbereiche bestehen:"
        " **Straßen** ODER **Brücken**. Zudem muss die Person ein Assessment bestehen.",
    ),
    "# one": (
        "**#** individuals must each pass one of the following exams:",
        "**#** personas deben aprobar, cada una, uno de los exámenes siguientes:",
        "**#** personnes doivent chacune réussir l’un des examens suivants:",
        "**#** Personen müssen jeweils eine der folgenden Prüfungen bestehen:",
    ),
    "# all": (
        "**#** individuals must each pass all the following exams:",
        "**#** personas deben aprobar, cada una, los siguientes exámenes:",
        "**#** personnes doivent chacune réussir tous les examens suivants:",
        "**#** Personen müssen jeweils alle folgenden Prüfungen bestehen:",
    ),
    "# two of": (
        "**#** individuals must each pass two of the following exams:",
        "**#** personas deben aprobar, cada una, dos de los siguientes exámenes:",
        "**#** personnes doivent chacune réussir deux des examens suivants:",
        "**#** Personen müssen jeweils zwei der folgenden Prüfungen bestehen:",
    ),
    "# exam": (
        "**#** individuals must pass the following exam:",
        "**#** personas deben aprobar el examen siguiente:",
        "**#** personnes doivent réussir l’examen suivant:",
        "**#** Personen müssen die folgende Prüfung bestehen:",
    ),
    "# person exam": (
        "**#** individual must pass the following exam:",
        "**#** persona debe aprobar el siguiente examen:",
        "**#** personne doit réussir l’examen suivant:",
        "**#** Person muss die folgende Prüfung bestehen:",
    ),
    "# certification": (
        "**#** individuals must obtain the following certification:",
        "**#** personas deben obtener la certificación siguiente:",
        "**#** personnes doivent obtenir la certification suivante:",
        "**#** Personen müssen die folgende Zertifizierung erlangen:",
    ),
    "same # one": (
        "The same **#** individuals also must each pass one of the following exams:",
        "Las mismas **#** personas también deben aprobar, cada una, uno de los exámenes siguientes:",
        "Les mêmes **#** personnes doivent également réussir chacune l’un des examens suivants:",
        "Die gleichen **#** Personen müssen jeweils auch eine der folgenden Prüfungen bestehen:",
    ),
    "same person exam": (
        "The same individual must pass the following exam:",
        "La misma persona debe aprobar el siguiente examen:",
        "La même personne doit réussir l’examen suivant:",
        "Die gleiche Person muss die folgende Prüfung bestehen:",
    ),
    "both assessment": (
        "Both the individuals must pass the following assessment:",
        "Ambas personas deben aprobar la evaluación siguiente:",
        "Les deux personnes doivent également réussir l’évaluation suivante:",
        "Beide Personen müssen das folgende Assessment bestehen:",
    ),
    "all either all": (
        "**All** individuals must either pass all the following exams:",
        "**Todas** las personas deben aprobar los siguientes exámenes:",
        "**Toutes** les personnes doivent réussir les examens suivants:",
        "**Alle** Personen müssen alle folgenden Prüfungen bestehen:",
    ),
    "bare certification": (
        "The following certification:",
        "La siguiente certificación:",
        "La certification suivante:",
        "Die folgende Zertifizierung erlangen:",
    ),
    "other # one": (
        "The other **#** individuals must each pass one of the following exams:",
        "Las otras **#** personas deben aprobar, cada una, uno de los exámenes siguientes:",
        "Les **#** autres personnes doivent chacune réussir l’un des examens suivants:",
        "Die anderen **#** Personen müssen jeweils eine der folgenden Prüfungen bestehen:",
    ),
    "# others assessment": (
        "**#** other individuals must pass the following assessment:",
        "Otras **#** personas deben aprobar la evaluación siguiente:",
        "**#** autres personnes doivent réussir l’évaluation suivante:",
        "**#** andere Personen müssen die folgenden Assessments bestehen:",
    ),
    "another exam": (
        "Another individual must pass the following exam:",
        "Otra persona debe aprobar el examen siguiente:",
        "Une autre personne doit réussir l’examen suivant:",
        "Eine andere Person muss die folgende Prüfung bestehen:",
    ),
    "# of the # assessment": (
        "**#** of the **#** individuals must pass the following assessment:",
        "**#** de las **#** personas debe aprobar la siguiente evaluación:",
        "**#** des **#** personnes doit réussir l’évaluation suivante:",
        "**#** von den **#** Personen muss das folgende Assessment bestehen:",
    ),
    "# of the same # one": (
        "**#** of the same **#** individuals must pass one of the following exams:",
        "**#** de estas **#** personas deben aprobar uno de los siguientes exámenes:",
        "**#** de ces mêmes **#** personnes doit réussir l’un des examens suivants:",
        "**#** der **#** Personen muss eine der folgenden Prüfungen bestehen:",
    ),
    "same or different # one": (
        "The same or different **#** individuals must pass one of the following functional exams:",
        "Las mismas o diferentes **#** personas deben aprobar uno de los siguientes exámenes funcionales:",
        "Ces mêmes **#**personnes, ou d'autres, doivent également réussir l’un des examens suivants:",
        "Die gleichen oder **#** andere Personen müssen eine der folgenden funktionalen Prüfungen bestehen:",
    ),
    "and": ("**AND**", "**Y**", "**ET**", "**UND**"),
    "or": ("**OR**", "**O bien,**", "**OU**", "**ODER**"),
    "first area": (
        "**Roads** focus area",
        "Área de especialización en **Caminos**",
        "Domaine stratégique **Routes**",
        "Fokus **Straßen**",
    ),
    "second area": (
        "**Bridges** focus area",
        "Área de especialización en **Puentes**",
        "Domaine stratégique **Ponts**",
        "**Brücken**-Fokus",
    ),
    "developed": (
        "**Developed Markets**",
        "**Mercados desarrollados**",
        "**Marchés développés**",
        "**Industrieländer**",
    ),
    "developing": (
        "**Developing Markets**",
        "**Mercados en desarrollo**",
        "**Marchés en développement**",
        "**Entwicklungsländer**",
    ),
    "USD #": (
        "You must have earned US$# with Dynamics 365 or Office 365 Plan 2 in the last 12 months",
        "Debes haber ganado #USD con Dynamics 365 u Office 365 Plan 2 en los últimos doce meses",
        "Vous devez avoir gagné #USD avec Dynamics365 ou Office365 Plan2 au cours des 12derniers mois",
        "Sie müssen mit Dynamics 365 oder Office 365 Plan 2 in den letzten 12Monaten # US-Dollar erzielt haben",
    ),
    "# customers and # users": (
        "Add # new Bridge + Road (BR) customers and deploy # active entitlements",
        "Agregar # nuevos clientes de Bridge + Road (BR) e implementar # derechos activos",
        "Vous devez avoir ajouté #nouveaux clients Bridge + Road (BR) et déployé #droits actifs",
        "Werben von # neuen Bridge + Road (BR)-Kunden und Bereitstellen von # aktiven Berechtigungen",
    ),
    "# seats": (
        "Deploy # seats of Bridges and be attached as Partner of Record.",
        "Tu organización debe implementar # puestos de Bridges y estar asociada como partner de registro.",
        "Déployer #sièges Bridges et être attaché en tant que Partenaire de référence.",
        "Stellen Sie # Arbeitsplätze für Bridges bereit und lassen Sie sich als Partner of Record zuordnen.",
    ),
    "condition": (
        "For these customers, you have to be associated as Digital Partner of Record.",
        "Para estos clientes, tienes que estar asociado como partner digital de registro.",
        "Pour ces clients, vous devez être associé en tant que Partenaire de référence numérique.",
        "Für diese Kunden müssen Sie als Digital Partner of Record zugewiesen sein.",
    ),
    "learn more": (
        "[Learn more](https://example.com/associations) about these associations.",
        "[Más información](https://example.com/associations) sobre estas asociaciones.",
        "[En savoir plus](https://example.com/associations) sur ces associations.",
        "[Erfahren Sie mehr](https://example.com/associations) über diese Zuordnungen.",
    ),
    "retiring and accepted": (
        "Retiring December 31, 2017; accepted for competency qualification until December 31, 2018",
        "Se retira el 31 de diciembre de 2017; se acepta para la competencia hasta el 31 de diciembre de 2018",
        "Retrait le 31décembre2017; accepté pour la compétence jusqu’au 31 décembre 2018",
        "Zum 31.Dezember2017 eingestellt; bis zum 31. Dezember 2018 für die Kompetenz anerkannt",
    ),
    "retiring": (
        "Retiring September 30, 2017",
        "Se retira el 30 de septiembre de 2017",
        "Retrait le 30septembre2017",
        "Zum 30.September2017 eingestellt",
    ),
    "new exam": (
        "New exam available from December 2017",
        "Nuevo examen disponible a partir de diciembre de 2017",
        "Nouvel examen disponible à partir de décembre 2017",
        "Neue Prüfung ab Dezember2017 verfügbar",
    ),
}

_LEARNING = "https://www.microsoft.com/en-us/learning"
_EXAM_WORDS = ("Exam ", "Examen ", "Examen", "Prüfung ")
_LINE = re.compile(r"(?P<bullet>\s*(?:[-*]|\d[.)])?\s*)(?P<said>.*)")


def page(lines: Sequence[str], language: str = "en", *, level: str = "silver", option: str = "build") -> str:
    """A page with one level, of lines that name sentences and credentials."""
    heading = f'#<a name="works-competency"></a>Works\n\n##<a name="{option}"></a>Build\n'
    return f'{heading}\n###<a name="{level}"></a>{level.title()}\n' + level_text(lines, language)


def level_text(lines: Sequence[str], language: str) -> str:
    return "".join(f"{_line(line, LANGUAGES.index(language))}\n" for line in lines)


def _line(line: str, language: int) -> str:
    found = _LINE.fullmatch(line)
    assert found
    said, mark = found["said"].removesuffix("*"), "*" if found["said"].endswith("*") else ""
    if re.fullmatch(r"\d\d-\d{3}", said):
        word = _EXAM_WORDS[language]
        return f"{found['bullet']}[{word}{said}]({_LEARNING}/exam-{said}.aspx): Title {mark}".rstrip()
    return f"{found['bullet']}{_said(said, language)}{mark}"


def _said(name: str, language: int) -> str:
    """The sentence of that name: `2 one` is `# one` with the number put in."""
    numbers = iter(re.findall(r"\d[\d,.]*", name))
    pattern = name if name in SENTENCES else re.sub(r"\d[\d,.]*", "#", name)
    if pattern not in SENTENCES:
        return name
    return re.sub("#", lambda _: next(numbers), SENTENCES[pattern][language])
