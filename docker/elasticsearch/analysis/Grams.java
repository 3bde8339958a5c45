import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.IndexSettings;

/** The shortest and longest n-gram of an n-gram filter or tokenizer, as far apart as the index allows. */
record Grams(int least, int most) {
    static Grams read(IndexSettings index, Settings settings) {
        Grams grams = new Grams(settings.getAsInt("min_gram", 1), settings.getAsInt("max_gram", 2));
        if (grams.most - grams.least > index.getMaxNgramDiff()) {
            throw new IllegalArgumentException("[max_gram] exceeds [min_gram] by more than [index.max_ngram_diff]: " + index.getMaxNgramDiff());
        }
        return grams;
    }
}
