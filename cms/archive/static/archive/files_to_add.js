// Wagtail's form of the files has no name by which the fields beside it, for all files at once, could say that they
// belong to it.
document.getElementById("fileupload").form.id = "files-to-add";
