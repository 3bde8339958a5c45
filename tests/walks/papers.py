"""What an archivist finds on their desk: fifty files of all kinds."""

from tests.factories.papers import (
    mail_file,
    open_text,
    picture_file,
    presentation,
    scanned_pdf,
    word_file,
    workbook,
    written_pdf,
)

SENTENCE = "De kastanjeboom op het marktplein blijft behouden"
TWICE = b"Dit verslag is twee keer ingeleverd."


def fifty_files() -> dict[str, bytes]:
    """By name; the scan is the last, and is read first."""
    files: dict[str, bytes] = {}
    for number in range(1, 10):
        told = f"Besluit {number} over bezwaar {100 + number}."
        files[f"besluit-{number}.pdf"] = written_pdf([told])
        files[f"nota-{number}.txt"] = told.encode()
        files[f"pagina-{number}.html"] = f"<!doctype html><title>Nota</title><p>{told}</p>".encode()
    for number in range(1, 5):
        told = f"Advies {number} van de commissie."
        files[f"advies-{number}.docx"] = word_file(told)
        files[f"advies-{number}.odt"] = open_text(told)
        files[f"cijfers-{number}.xlsx"] = workbook({"Blad": told})
        files[f"uitleg-{number}.pptx"] = presentation([told])
    files["vraag.eml"] = mail_file("Vraag", "Kunt u dit nakijken?", {"bijlage.txt": b"Zie hier."})
    files["verslag.txt"] = files["verslag-kopie.txt"] = TWICE
    files["kaartje.png"] = picture_file("Plattegrond")
    files["programma.pdf"] = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
    files["kapot.pdf"] = written_pdf(["Een besluit."])[:400]
    files["dossier.pdf"] = scanned_pdf(["Omslag van het dossier", f"{SENTENCE}."])
    return files
